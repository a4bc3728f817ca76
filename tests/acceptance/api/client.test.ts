import { randomUUID } from 'node:crypto'
import { calls, createClient, memoryCredentials, ServerUnreachableError, SignedOutError } from '@todo/client'
import type { TodoError } from '@todo/core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type Api, startApi } from './api.ts'
import { checkedFetch } from './checked-fetch.ts'
import { password } from './person.ts'

let api: Api
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.stop())

type Fetch = typeof fetch

const problems: unknown[] = []
afterEach(() => expect(problems.splice(0)).toEqual([]))

async function signedUp(fetch: Fetch = checkedFetch(api, problems)) {
  const credentials = memoryCredentials()
  const client = createClient({ url: `${api.url}/`, credentials, fetch })
  await client.register({ email: `${randomUUID()}@example.org`, password, name: 'Ada', client: 'cli' })
  return { client, credentials }
}

test('every call of the client is an operation of the document', () => {
  for (const [name, [method, path]] of Object.entries(calls)) {
    expect(api.document.operation(name)).toMatchObject({ method, path })
  }
})

describe('the client', () => {
  test('carries out every verb as the service does', async () => {
    const { client } = await signedUp()
    const created = await client.create({
      title: 'one',
      dueDate: '2026-12-24',
      tags: ['home'],
      priority: 'high',
    })
    expect(created).toMatchObject({ replayed: false, task: { number: 1, dueDate: '2026-12-24' } })
    const { id } = created.task
    expect(await client.get(1)).toEqual(created.task)
    expect((await client.update(id, { title: 'uno', dueDate: null })).task).toMatchObject({
      version: 2,
      dueDate: null,
    })
    expect((await client.update(id, { title: 'uno' })).operationId).toBeNull()
    expect((await client.complete(1)).task.status).toBe('done')
    expect((await client.reopen(1)).task.status).toBe('pending')
    const deleted = await client.delete(1)
    expect(deleted.task.deletedAt).toBe(deleted.task.updatedAt)
    expect((await client.list({ trash: true })).tasks).toEqual([deleted.task])
    expect((await client.restore(id)).task.deletedAt).toBeNull()
    const batch = await client.batch([
      { op: 'create', title: 'two', tags: ['home'] },
      { op: 'update', ref: 1, dueDate: '2027-01-01' },
      { op: 'complete', ref: id },
    ])
    expect(batch.tasks.map(({ number }) => number)).toEqual([2, 1, 1])
    expect((await client.search({ q: 'UNO' })).tasks.map(({ title }) => title)).toEqual(['uno'])
    expect(await client.tags()).toEqual([{ tag: 'home', open: 1, total: 2 }])
    expect((await client.renameTag('home', 'house')).tasks).toHaveLength(2)
    expect((await client.deleteTag('house')).tasks).toHaveLength(2)
    const undone = await client.undo()
    expect((await client.redo()).reverts).toEqual([undone.operationId])
    const history = await client.history({ task: 1, limit: 2 })
    expect(history.operations.map(({ kind, client: by }) => [kind, by])).toEqual([
      ['redo', 'cli'],
      ['undo', 'cli'],
    ])
    const from = new Date(Date.now() - 60_000).toISOString()
    expect((await client.undoAll({ client: 'cli', from, dryRun: true })).operationId).toBeNull()
    await client.delete(1)
    expect(await client.purge([1])).toMatchObject({ purged: 1 })
    expect(await client.purge('all')).toMatchObject({ purged: 0, operationId: null })
    expect(await client.account()).toMatchObject({ client: 'cli', user: { name: 'Ada' } })
  })

  test('carries files out and in', async () => {
    const { client } = await signedUp()
    await client.create({ title: 'Café ☕' })
    let content = ''
    for await (const piece of client.export('csv')) content += piece
    expect(content).toContain('Café ☕')
    const { client: other } = await signedUp()
    expect(await other.import({ format: 'csv', content, dryRun: true })).toMatchObject({
      created: 1,
      operationId: null,
    })
    expect(await other.import({ format: 'csv', content })).toMatchObject({ created: 1, errors: [] })
  })

  test('gives more than a page where more is asked for', async () => {
    const { client } = await signedUp()
    await client.batch(Array.from({ length: 250 }, (_, index) => ({ op: 'create', title: `task ${index}` })))
    const page = await client.list({ limit: 230, sort: 'number' })
    expect(page.tasks.map(({ number }) => number)).toEqual(
      Array.from({ length: 230 }, (_, index) => index + 1),
    )
    expect(page).toMatchObject({ total: 250, limit: 230 })
    const rest = await client.list({ limit: 100, sort: 'number', cursor: page.nextCursor ?? '' })
    expect(rest.tasks).toHaveLength(20)
  })

  test('throws what the domain throws', async () => {
    const { client } = await signedUp()
    const { task } = await client.create({ title: 'one' })
    await expect(client.get(9)).rejects.toMatchObject({ code: 'TASK_NOT_FOUND', message: 'Task not found' })
    await expect(client.create({ title: '' })).rejects.toMatchObject({ issues: [{ path: 'title' }] })
    await expect(client.update(1, { title: 'x' }, { ifVersion: 7 })).rejects.toMatchObject({
      code: 'PRECONDITION_FAILED',
    })
    const first = await client.update(1, { title: 'two' })
    await client.update(1, { title: 'three' })
    const operationId = first.operationId ?? ''
    const refused = await client.undo({ operationId }).catch((error: TodoError) => error)
    expect(refused).toMatchObject({
      code: 'UNDO_CONFLICT',
      conflicts: [{ taskId: task.id, number: 1, field: 'title', expected: 'two', actual: 'three' }],
    })
  })

  test('renews a token that has ended without a word, once for all requests', async () => {
    const { client, credentials } = await signedUp()
    const before = await credentials.get()
    api.wait(16 * 60_000)
    await Promise.all([client.list(), client.list(), client.create({ title: 'x' })])
    const after = await credentials.get()
    expect(after).toMatchObject({ kind: 'session' })
    expect(after).not.toEqual(before)
  })

  test('says that nobody is signed in: never, not any more, or with a token that counts no more', async () => {
    const { client, credentials } = await signedUp()
    const kept = await credentials.get()
    await client.logout()
    expect(await credentials.get()).toBeNull()
    await expect(client.list()).rejects.toBeInstanceOf(SignedOutError)
    await credentials.set(kept)
    await expect(client.list()).rejects.toBeInstanceOf(SignedOutError)
    await credentials.set({ kind: 'token', token: 'nonsense' })
    await expect(client.list()).rejects.toBeInstanceOf(SignedOutError)
  })

  test("refuses a wrong password by the server's sentence", async () => {
    const client = createClient({
      url: api.url,
      credentials: memoryCredentials(),
      fetch: checkedFetch(api, problems),
    })
    await expect(client.login({ email: 'nobody@example.org', password })).rejects.toMatchObject({
      code: 'INVALID_CREDENTIALS',
      message: 'Invalid credentials',
    })
  })

  test('writes once over a line that breaks before and after the server', async () => {
    let failures = 0
    const checked = checkedFetch(api, problems)
    const broken: Fetch = async (input, init) => {
      const write = String(input).endsWith('/api/tasks') && init?.method === 'POST'
      if (write && failures < 1) {
        failures += 1
        throw new TypeError('the line broke before')
      }
      const response = await checked(input, init)
      if (write && failures < 2) {
        failures += 1
        throw new TypeError('the line broke after')
      }
      return response
    }
    const { client } = await signedUp(broken)
    const { task, replayed } = await client.create({ title: 'Once' })
    expect([task.number, replayed, failures]).toEqual([1, true, 2])
    expect((await client.list()).total).toBe(1)
  })

  test('says that a server cannot be reached, or is not one of ours', async () => {
    const credentials = memoryCredentials({ kind: 'token', token: 'x' })
    const nobody = createClient({ url: 'http://127.0.0.1:1', credentials })
    await expect(nobody.list()).rejects.toBeInstanceOf(ServerUnreachableError)
    const page: Fetch = async () => new Response('<html>', { status: 404 })
    const foreign = createClient({ url: 'http://example.org', credentials, fetch: page })
    await expect(foreign.list()).rejects.toBeInstanceOf(ServerUnreachableError)
  })
})
