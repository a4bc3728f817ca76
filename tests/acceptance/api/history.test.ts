import { randomUUID } from 'node:crypto'
import type { OperationWire } from '@todo/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Answer, type Api, startApi } from './api.ts'
import { signUp, taskOf } from './person.ts'

let api: Api
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.stop())

describe('POST /api/undo and /api/redo', () => {
  test('go back and forth through what was done, without a body', async () => {
    const ada = await signUp(api)
    const { id } = await ada.task({ title: 'one' })
    await ada.patch(`/api/tasks/${id}`, { title: 'two' })
    const undone = await ada.post('/api/undo')
    expect(undone.status).toBe(200)
    expect(undone.body).toMatchObject({ tasks: [{ id, title: 'one' }] })
    expect(undone.headers.get('x-operation-id')).toBe(operationIdOf(undone))
    expect((await ada.post('/api/undo', {})).body).toMatchObject({ tasks: [{ id, title: 'one' }] })
    expect((await ada.get(`/api/tasks/${id}`)).status).toBe(404)
    expect((await ada.post('/api/undo')).body).toMatchObject({
      error: 'Nothing to undo',
      code: 'NOTHING_TO_UNDO',
      status: 404,
    })
    await ada.post('/api/redo')
    expect((await ada.post('/api/redo')).body).toMatchObject({ tasks: [{ id, title: 'two' }] })
    expect((await ada.post('/api/redo')).body).toMatchObject({ code: 'NOTHING_TO_REDO', status: 404 })
  })

  test('names every field that was changed since, and changes nothing', async () => {
    const ada = await signUp(api)
    const { id, number } = await ada.task({ title: 'one' })
    const first = await ada.patch(`/api/tasks/${id}`, { title: 'two', priority: 'high' })
    await ada.patch(`/api/tasks/${id}`, { title: 'three' })
    const answer = await ada.post('/api/undo', { operation_id: first.headers.get('x-operation-id') })
    expect(answer.status).toBe(409)
    expect(answer.body).toMatchObject({
      code: 'UNDO_CONFLICT',
      conflicts: [{ task_id: id, number, field: 'title', expected: 'two', actual: 'three' }],
    })
    expect(taskOf(await ada.get(`/api/tasks/${id}`))).toMatchObject({ title: 'three', priority: 'high' })
  })

  test('refuse what is undone already, what was purged, and what never was', async () => {
    const ada = await signUp(api)
    const created = await ada.post('/api/tasks', { title: 'one' })
    const operation_id = created.headers.get('x-operation-id')
    await ada.post('/api/undo', { operation_id })
    expect((await ada.post('/api/undo', { operation_id })).body).toMatchObject({
      code: 'ALREADY_UNDONE',
      status: 409,
    })
    const purged = await ada.delete('/api/trash')
    expect(purged.body).toMatchObject({ message: 'Trash emptied', purged: 1 })
    const again = await ada.post('/api/undo', { operation_id: purged.headers.get('x-operation-id') })
    expect(again.body).toMatchObject({ code: 'NOT_REVERSIBLE', status: 409 })
    expect((await ada.post('/api/undo', { operation_id: randomUUID() })).status).toBe(404)
  })

  test('take back all that a client did since a time, and only say so in a dry run', async () => {
    const ada = await signUp(api, 'cli')
    const from = new Date(Date.now() - 60_000).toISOString()
    for (const title of ['one', 'two', 'three']) await ada.task({ title })
    const dry = await ada.post('/api/undo', { client: 'cli', from, dry_run: true })
    expect(dry.body).toMatchObject({ operation_id: null })
    expect(dry.headers.get('x-operation-id')).toBeNull()
    expect((await ada.get('/api/tasks')).body).toMatchObject({ total: 3 })
    await ada.post('/api/undo', { client: 'cli', from })
    expect((await ada.get('/api/tasks')).body).toMatchObject({ total: 0 })
    expect((await ada.post('/api/redo')).status).toBe(200)
    expect((await ada.get('/api/tasks')).body).toMatchObject({ total: 3 })
  })

  test.each([
    [{ client: 'cli' }, 'from'],
    [{ from: '2026-01-01T00:00:00Z', operation_id: randomUUID() }, 'operation_id'],
    [{ from: 'yesterday' }, 'from'],
    [{ operation_id: 7 }, 'operation_id'],
    [{ all: true }, 'all'],
  ])('refuse %j', async (body, path) => {
    const ada = await signUp(api)
    const answer = await ada.post('/api/undo', body)
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ errors: [{ path }] })
  })
})

describe('GET /api/history', () => {
  test('tells newest first who changed what from what to what', async () => {
    const ada = await signUp(api)
    const { id, number } = await ada.task({ title: 'one' })
    await ada.patch(`/api/tasks/${id}`, { title: 'two' })
    const [update, create] = operationsOf(await ada.get('/api/history'))
    expect(update).toMatchObject({
      kind: 'update',
      actor: 'user',
      client: 'api',
      reverts: [],
      reverted_by: null,
      events: [{ seq: 2, type: 'TaskUpdated', task_id: id, changes: { title: { from: 'one', to: 'two' } } }],
    })
    expect(create).toMatchObject({ kind: 'create', events: [{ seq: 1, type: 'TaskCreated', number }] })
  })

  test('is read in pages, by task, by client and by time', async () => {
    const ada = await signUp(api)
    const tasks = [await ada.task(), await ada.task(), await ada.task()]
    const first = await ada.get('/api/history?limit=2')
    const { next_cursor } = pageOf(first)
    const second = await ada.get(`/api/history?limit=2&cursor=${next_cursor}`)
    expect([...operationsOf(first), ...operationsOf(second)].map(({ events }) => events[0]?.seq)).toEqual([
      3, 2, 1,
    ])
    for (const ref of [tasks[1]?.id, tasks[1]?.number]) {
      expect(operationsOf(await ada.get(`/api/history?task_id=${ref}`))).toHaveLength(1)
    }
    expect(operationsOf(await ada.get('/api/history?client=web'))).toHaveLength(0)
    expect(
      operationsOf(await ada.get('/api/history?actor=user&from=2026-01-01T00:00:00%2B02:00')),
    ).toHaveLength(3)
    expect(operationsOf(await ada.get('/api/history?to=2026-01-01T00:00:00.000Z'))).toHaveLength(0)
  })

  test('carries the request id of a change nowhere but keeps its operation id', async () => {
    const ada = await signUp(api)
    const operationId = randomUUID()
    await ada.post('/api/tasks', { title: 'one' }, { 'idempotency-key': operationId })
    expect(operationsOf(await ada.get('/api/history'))[0]?.id).toBe(operationId)
  })
})

type HistoryPage = { operations: OperationWire[]; next_cursor: string | null }

/** Answers that were checked against the document. */
const pageOf = ({ body }: Answer): HistoryPage => body as HistoryPage
const operationsOf = (answer: Answer): OperationWire[] => pageOf(answer).operations
const operationIdOf = ({ body }: Answer): string => (body as { operation_id: string }).operation_id
