import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Api, startApi } from './api.ts'
import { signUp } from './person.ts'

let api: Api
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.stop())

describe('POST /api/tasks/batch', () => {
  test('carries out every kind of change as one operation', async () => {
    const ada = await signUp(api)
    for (const title of ['one', 'two', 'three', 'four']) await ada.task({ title })
    await ada.delete('/api/tasks/4')
    const { status, body, headers } = await ada.post('/api/tasks/batch', {
      operations: [
        { op: 'create', title: 'five', tags: ['new'] },
        { op: 'update', id: 1, title: 'uno', due_date: '2026-12-24' },
        { op: 'complete', id: 2 },
        { op: 'delete', id: 3 },
        { op: 'restore', id: 4 },
        { op: 'reopen', id: 2 },
      ],
    })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      operation_id: headers.get('x-operation-id'),
      results: [
        { op: 'create', task: { number: 5, title: 'five' } },
        { op: 'update', task: { number: 1, title: 'uno' } },
        { op: 'complete', task: { number: 2 } },
        { op: 'delete', task: { number: 3 } },
        { op: 'restore', task: { number: 4, deleted_at: null } },
        { op: 'reopen', task: { number: 2, status: 'pending' } },
      ],
    })
    await ada.post('/api/undo')
    const { body: after } = await ada.get('/api/tasks?sort=number')
    expect(after).toMatchObject({ tasks: [{ title: 'one' }, { title: 'two' }, { title: 'three' }] })
  })

  test('names every missing task and bad field by its index, and does nothing', async () => {
    const ada = await signUp(api)
    await ada.task()
    const missing = await ada.post('/api/tasks/batch', {
      operations: [
        { op: 'complete', id: 1 },
        { op: 'complete', id: 9 },
        { op: 'delete', id: 8 },
      ],
    })
    expect(missing.status).toBe(404)
    expect(missing.body).toMatchObject({
      error: 'Task not found',
      errors: [{ path: 'operations.1.id' }, { path: 'operations.2.id' }],
    })
    const bad = await ada.post('/api/tasks/batch', {
      operations: [
        { op: 'complete', id: 1 },
        { op: 'create', title: '' },
        { op: 'purge', id: 1 },
        { op: 'update', id: 1, colour: 'red' },
        { op: 'delete', id: 'one' },
      ],
    })
    expect(bad.status).toBe(400)
    expect(bad.body).toMatchObject({
      errors: [
        { path: 'operations.1.title' },
        { path: 'operations.2.op' },
        { path: 'operations.3.colour' },
        { path: 'operations.4.id' },
      ],
    })
    const { id } = await (await signUp(api)).task()
    const taken = await ada.post('/api/tasks/batch', {
      operations: [
        { op: 'complete', id: 1 },
        { op: 'create', id, title: 'two' },
      ],
    })
    expect(taken.status).toBe(409)
    expect(taken.body).toMatchObject({ code: 'ALREADY_EXISTS', errors: [{ path: 'operations.1.id' }] })
    expect((await ada.get('/api/tasks?status=done')).body).toMatchObject({ total: 0 })
  })

  test('takes 1,000 changes and not one more', async () => {
    const ada = await signUp(api)
    const operations = Array.from({ length: 1001 }, (_, index) => ({ op: 'create', title: `task ${index}` }))
    expect((await ada.post('/api/tasks/batch', { operations })).status).toBe(400)
    expect((await ada.post('/api/tasks/batch', { operations: operations.slice(1) })).status).toBe(200)
    expect((await ada.get('/api/tasks')).body).toMatchObject({ total: 1000 })
    expect((await ada.post('/api/tasks/batch', { operations: [] })).status).toBe(400)
  })
})
