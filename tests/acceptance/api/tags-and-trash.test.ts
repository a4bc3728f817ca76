import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Answer, type Api, startApi } from './api.ts'
import { signUp } from './person.ts'

let api: Api
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.stop())

describe('tags', () => {
  test('are listed with how many tasks have them', async () => {
    const ada = await signUp(api)
    await ada.task({ tags: ['home', 'shop'] })
    const { id } = await ada.task({ tags: ['home'] })
    await ada.post(`/api/tasks/${id}/complete`)
    expect((await ada.get('/api/tags')).body).toEqual({
      tags: [
        { tag: 'home', open: 1, total: 2 },
        { tag: 'shop', open: 1, total: 1 },
      ],
    })
  })

  test('are renamed, merged and deleted as one operation each', async () => {
    const ada = await signUp(api)
    await ada.task({ tags: ['house', 'shop'] })
    await ada.task({ tags: ['house', 'home'] })
    const renamed = await ada.post('/api/tags/rename', { from: 'House', to: 'home' })
    expect(renamed.status).toBe(200)
    expect(renamed.headers.get('x-operation-id')).toBeTruthy()
    expect((await ada.get('/api/tags')).body).toMatchObject({
      tags: [{ tag: 'home', total: 2 }, { tag: 'shop' }],
    })
    expect((await ada.delete('/api/tags/home')).status).toBe(200)
    expect((await ada.get('/api/tags')).body).toMatchObject({ tags: [{ tag: 'shop' }] })
    await ada.post('/api/undo')
    expect((await ada.get('/api/tags')).body).toMatchObject({
      tags: [{ tag: 'home', total: 2 }, { tag: 'shop' }],
    })
  })

  test('that nobody has are 404, and those that cannot be are 400', async () => {
    const ada = await signUp(api)
    expect((await ada.delete('/api/tags/nothing')).body).toMatchObject({ code: 'TAG_NOT_FOUND', status: 404 })
    expect((await ada.post('/api/tags/rename', { from: 'a', to: 'b' })).status).toBe(404)
    expect((await ada.post('/api/tags/rename', { from: 'a', to: 'b c' })).status).toBe(400)
    expect((await ada.delete('/api/tags/a%20b')).status).toBe(400)
    expect((await ada.delete('/api/tags/%00')).status).toBe(400)
  })

  test('in any script come back from a path', async () => {
    const ada = await signUp(api)
    await ada.task({ tags: ['買い物', 'été/hiver'] })
    expect((await ada.delete(`/api/tags/${encodeURIComponent('買い物')}`)).status).toBe(200)
    expect((await ada.delete(`/api/tags/${encodeURIComponent('été/hiver')}`)).status).toBe(200)
  })
})

describe('the trash', () => {
  test('keeps tasks for 30 days, and then the system ends them for good', async () => {
    const [ada, bob] = [await signUp(api), await signUp(api)]
    const age = (id: string, days: number) =>
      api.pool.query('UPDATE tasks SET deleted_at = now() - make_interval(days => $2) WHERE id = $1', [
        id,
        days,
      ])
    const [old, recent, other] = [await ada.task(), await ada.task(), await bob.task()]
    for (const [person, task] of [
      [ada, old],
      [ada, recent],
      [bob, other],
    ] as const) {
      await person.delete(`/api/tasks/${task.id}`)
    }
    await age(old.id, 31)
    await age(recent.id, 29)
    await age(other.id, 400)
    expect(await api.sweepTrash()).toBe(2)
    expect(await api.sweepTrash()).toBe(0)
    expect((await ada.get('/api/trash')).body).toMatchObject({ tasks: [{ id: recent.id }] })
    expect((await bob.get('/api/trash')).body).toMatchObject({ tasks: [] })
    expect((await ada.get('/api/history?limit=1')).body).toMatchObject({
      operations: [{ kind: 'purge', actor: 'system', events: [{ task_id: old.id, task: null }] }],
    })
  })

  test('lists what was deleted, and gives it back', async () => {
    const ada = await signUp(api)
    const { id } = await ada.task({ title: 'one' })
    await ada.task({ title: 'two' })
    await ada.delete(`/api/tasks/${id}`)
    expect((await ada.get('/api/trash')).body).toMatchObject({ tasks: [{ id }], total: 1, next_cursor: null })
    await ada.post(`/api/tasks/${id}/restore`)
    expect((await ada.get('/api/trash')).body).toMatchObject({ tasks: [], total: 0 })
  })

  test('ends one task, or all, for good, and blanks them in history', async () => {
    const ada = await signUp(api)
    for (const title of ['Secret plan', 'two', 'three']) {
      const { id } = await ada.task({ title })
      await ada.delete(`/api/tasks/${id}`)
    }
    expect((await ada.delete('/api/trash/1')).body).toEqual({ message: 'Task deleted for good', purged: 1 })
    expect((await ada.post('/api/tasks/1/restore')).status).toBe(404)
    expect((await ada.get('/api/history')).text).not.toContain('Secret plan')
    expect((await ada.delete('/api/trash')).body).toEqual({ message: 'Trash emptied', purged: 2 })
    expect((await ada.delete('/api/trash')).body).toEqual({ message: 'Trash emptied', purged: 0 })
  })

  test('leaves of what it ended no answer that a repeat could get, nor lets one make it anew', async () => {
    const ada = await signUp(api)
    const writes = [
      { path: '/api/tasks', body: { title: 'Secret plan' } },
      { path: '/api/tasks/quick', body: { text: 'Secret plan tomorrow' } },
      { path: '/api/tasks/batch', body: { operations: [{ op: 'create', title: 'Secret plan' }] } },
    ].map((write) => ({ ...write, headers: { 'idempotency-key': randomUUID() } }))
    const send = async (): Promise<Answer[]> => {
      const answers = []
      for (const { path, body, headers } of writes) answers.push(await ada.post(path, body, headers))
      return answers
    }
    expect((await send()).map(({ status }) => status)).toEqual([201, 201, 200])
    for (const number of [1, 2, 3]) await ada.delete(`/api/tasks/${number}`)
    await ada.delete('/api/trash')
    const again = await send()
    expect(again.map(({ status }) => status)).toEqual([404, 404, 200])
    expect(again.map(({ text }) => text).join()).not.toContain('Secret plan')
    expect((await ada.get('/api/tasks')).body).toMatchObject({ total: 0 })
  })

  test('holds nothing that is not in it', async () => {
    const ada = await signUp(api)
    await ada.task()
    expect((await ada.delete('/api/trash/1')).body).toMatchObject({ code: 'TASK_NOT_FOUND', status: 404 })
  })
})
