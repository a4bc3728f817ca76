import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Api, startApi } from './api.ts'
import { type Person, signUp, taskOf } from './person.ts'

let api: Api
let ada: Person
beforeAll(async () => {
  api = await startApi()
  ada = await signUp(api)
})
afterAll(() => api.stop())

const keyed = (key: string) => ({ 'idempotency-key': key })

describe('Idempotency-Key', () => {
  test.each([randomUUID(), 'order-7', '!'.repeat(255)])(
    '%s: a repeat gets the first answer word for word and changes nothing',
    async (key) => {
      const eve = await signUp(api)
      const body = { title: 'Once "version":9,' }
      const first = await eve.post('/api/tasks', body, keyed(key))
      expect(first.headers.get('idempotency-replayed')).toBeNull()
      await eve.patch(`/api/tasks/${taskOf(first).id}`, { title: 'Changed since' })
      const second = await eve.post('/api/tasks', body, keyed(key))
      expect([second.status, second.text]).toEqual([first.status, first.text])
      expect(second.headers.get('idempotency-replayed')).toBe('true')
      for (const header of ['x-operation-id', 'etag', 'content-type']) {
        expect(second.headers.get(header)).toBe(first.headers.get(header))
      }
      expect((await eve.get('/api/tasks')).body).toMatchObject({ total: 1 })
    },
  )

  test('a uuid is the id of the operation', async () => {
    const key = randomUUID()
    const { headers } = await ada.post('/api/tasks', { title: 'Once' }, keyed(key.toUpperCase()))
    expect(headers.get('x-operation-id')).toBe(key)
  })

  test('two at once run once', async () => {
    const eve = await signUp(api)
    const key = randomUUID()
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => eve.post('/api/tasks', { title: 'Once' }, keyed(key))),
    )
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    expect((await eve.get('/api/tasks')).body).toMatchObject({ total: 1 })
  })

  test('with another body, another path or another condition is 422', async () => {
    const key = randomUUID()
    const { id } = taskOf(await ada.post('/api/tasks', { title: 'Once' }, keyed(key)))
    for (const answer of [
      await ada.post('/api/tasks', { title: 'Twice' }, keyed(key)),
      await ada.patch(`/api/tasks/${id}`, { title: 'Once' }, keyed(key)),
      await ada.post('/api/undo', undefined, keyed(key)),
    ]) {
      expect(answer.status).toBe(422)
      expect(answer.body).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' })
    }
  })

  test('belongs to one person', async () => {
    const eve = await signUp(api)
    const key = randomUUID()
    await ada.post('/api/tasks', { title: 'Once' }, keyed(key))
    expect(taskOf(await eve.post('/api/tasks', { title: 'Mine' }, keyed(key))).title).toBe('Mine')
  })

  test('repeats a refusal, but not one that may pass', async () => {
    const eve = await signUp(api)
    const bad = randomUUID()
    const first = await eve.post('/api/tasks', { title: '' }, keyed(bad))
    const second = await eve.post('/api/tasks', { title: '' }, keyed(bad))
    expect([first.status, second.status, second.headers.get('idempotency-replayed')]).toEqual([
      400,
      400,
      'true',
    ])
    const { id } = await eve.task()
    const passing = randomUUID()
    const undone = await eve.post('/api/tasks', { id, title: 'x' }, keyed(passing))
    expect(undone.status).toBe(409)
    expect(
      (await eve.post('/api/tasks', { id, title: 'x' }, keyed(passing))).headers.get('idempotency-replayed'),
    ).toBeNull()
  })

  test('undo with one key undoes one operation, however often it is sent', async () => {
    const eve = await signUp(api)
    await eve.task()
    await eve.task()
    const key = randomUUID()
    const answers = [1, 2, 3].map(() => eve.post('/api/undo', undefined, keyed(key)))
    expect(new Set((await Promise.all(answers)).map(({ text }) => text)).size).toBe(1)
    expect((await eve.get('/api/tasks')).body).toMatchObject({ total: 1 })
  })

  test.each(['', 'a b', 'ä', 'x'.repeat(256)])('%j is no key', async (key) => {
    const { status, body } = await ada.post('/api/tasks', { title: 'x' }, keyed(key))
    expect(status).toBe(400)
    expect(body).toMatchObject({ errors: [{ path: 'Idempotency-Key' }] })
  })

  test('counts on every write', async () => {
    const eve = await signUp(api)
    const twice = async (method: 'post' | 'patch' | 'delete', path: string, body?: unknown) => {
      const key = keyed(randomUUID())
      const first = await eve[method](path, body, key)
      const second = await eve[method](path, body, key)
      expect([path, first.status < 300, second.status, second.text]).toEqual([
        path,
        true,
        first.status,
        first.text,
      ])
      expect([path, second.headers.get('idempotency-replayed')]).toEqual([path, 'true'])
    }
    await eve.task({ tags: ['a'] })
    await twice('patch', '/api/tasks/1', { title: 'x' })
    await twice('post', '/api/tasks/1/complete')
    await twice('post', '/api/tasks/1/reopen')
    await twice('post', '/api/tasks/quick', { text: 'Buy milk' })
    await twice('post', '/api/tasks/batch', { operations: [{ op: 'complete', id: 1 }] })
    await twice('post', '/api/undo')
    await twice('post', '/api/redo')
    await twice('post', '/api/tags/rename', { from: 'a', to: 'b' })
    await twice('delete', '/api/tags/b')
    await twice('delete', '/api/tasks/1')
    await twice('post', '/api/tasks/1/restore')
    await twice('delete', '/api/tasks/1')
    await twice('delete', '/api/trash/1')
    await twice('delete', '/api/tasks/2')
    await twice('delete', '/api/trash')
  })

  test('after two days, when the stored answer is gone, a repeat still changes nothing', async () => {
    const eve = await signUp(api)
    await eve.task({ title: 'one' })
    const writes = [
      { path: '/api/tasks', body: { title: 'two' } },
      { path: '/api/tasks/1/complete', body: undefined },
      {
        path: '/api/tasks/batch',
        body: {
          operations: [
            { op: 'create', title: 'three' },
            { op: 'update', id: 1, title: 'uno' },
            { op: 'reopen', id: 1 },
            { op: 'create', title: 'four' },
          ],
        },
      },
      { path: '/api/undo', body: undefined },
    ].map((write) => ({ ...write, key: keyed(randomUUID()) }))
    const first = []
    for (const { path, body, key } of writes) first.push(await eve.post(path, body, key))
    await api.pool.query(`UPDATE idempotency SET created_at = now() - interval '2 days'`)
    const before = (await eve.get('/api/history?limit=100')).text
    for (const [index, { path, body, key }] of writes.entries()) {
      const again = await eve.post(path, body, key)
      expect([path, again.status, again.text]).toEqual([path, first[index]?.status, first[index]?.text])
      expect(again.headers.get('idempotency-replayed')).toBe('true')
    }
    expect((await eve.get('/api/history?limit=100')).text).toBe(before)
  })

  test('where only the answer was lost, a repeat gets the first answer', async () => {
    const eve = await signUp(api)
    const key = keyed(randomUUID())
    const first = await eve.post('/api/tasks', { title: 'Once' }, key)
    await api.pool.query('DELETE FROM idempotency WHERE space_id = $1', [eve.userId])
    const second = await eve.post('/api/tasks', { title: 'Once' }, key)
    expect([second.status, second.text]).toEqual([first.status, first.text])
    expect(second.headers.get('idempotency-replayed')).toBe('true')
  })
})
