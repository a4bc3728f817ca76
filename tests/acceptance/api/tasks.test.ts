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

describe('POST /api/tasks', () => {
  test("makes a task with all its fields and the plan's defaults", async () => {
    const bare = await ada.post('/api/tasks', { title: '  Buy milk ' })
    expect(bare.status).toBe(201)
    expect(taskOf(bare)).toMatchObject({
      title: 'Buy milk',
      description: null,
      status: 'pending',
      priority: 'medium',
      due_date: null,
      tags: [],
      version: 1,
      completed_at: null,
      deleted_at: null,
    })
    const id = randomUUID()
    const fields = { title: 'Café', description: 'a\nb', priority: 'high', due_date: '2026-12-24' }
    const full = await ada.post('/api/tasks', { id, ...fields, tags: ['Home', 'home', 'ÉTÉ'] })
    expect(taskOf(full)).toMatchObject({ id, ...fields, tags: ['home', 'été'] })
    expect(full.headers.get('x-operation-id')).toMatch(/^[0-9a-f-]{36}$/)
    expect(full.headers.get('etag')).toBe('"1"')
  })

  test('numbers the tasks of each person from 1', async () => {
    const eve = await signUp(api)
    const tasks = await Promise.all(Array.from({ length: 8 }, () => eve.task()))
    expect(tasks.map(({ number }) => number).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  })

  test('refuses an id that exists, whoever has it, and shows nothing of it', async () => {
    const eve = await signUp(api)
    const { id } = await eve.task({ title: 'Secret' })
    const { status, body, text } = await ada.post('/api/tasks', { id, title: 'Mine' })
    expect(status).toBe(409)
    expect(body).toMatchObject({ code: 'ALREADY_EXISTS' })
    expect(text).not.toContain('Secret')
  })
})

describe('GET /api/tasks', () => {
  test('lists newest first with total, page and limit', async () => {
    const eve = await signUp(api)
    for (const title of ['one', 'two', 'three']) await eve.task({ title })
    const { body } = await eve.get('/api/tasks?limit=2')
    expect(body).toMatchObject({ tasks: [{ title: 'three' }, { title: 'two' }], total: 3, page: 1, limit: 2 })
    const second = await eve.get('/api/tasks?limit=2&page=2')
    expect(second.body).toMatchObject({ tasks: [{ title: 'one' }], total: 3, page: 2, next_cursor: null })
  })

  test('gives no cursor that it would not take, however long a title is when it is spelt out', async () => {
    const eve = await signUp(api)
    for (const last of 'abc') await eve.task({ title: '\ufdfa'.repeat(199) + last })
    let path = '/api/tasks?sort=title&limit=1'
    for (const number of [1, 2, 3]) {
      const { body } = await eve.get(path)
      expect(body).toMatchObject({ tasks: [{ number }] })
      path = `/api/tasks?sort=title&limit=1&cursor=${pageOf(body).next_cursor}`
    }
  })

  test('walks every task once by cursor while others are added', async () => {
    const eve = await signUp(api)
    for (let number = 1; number <= 7; number += 1) await eve.task({ title: `task ${number}` })
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const query: string = cursor === null ? '' : `&cursor=${cursor}`
      const { body } = await eve.get(`/api/tasks?limit=3${query}`)
      const page = pageOf(body)
      seen.push(...page.tasks.map(({ title }) => title))
      cursor = page.next_cursor
      await eve.task({ title: 'added meanwhile' })
    } while (cursor !== null)
    expect(seen).toEqual([7, 6, 5, 4, 3, 2, 1].map((number) => `task ${number}`))
  })

  test.each([
    ['status=done', ['b']],
    ['status=open', ['c', 'a']],
    ['status=in_progress', ['c']],
    ['status=all', ['c', 'b', 'a']],
    ['priority=high', ['a']],
    ['due_before=2026-12-24', ['a']],
    ['due_after=2026-12-23', ['b']],
    ['tags=home', ['b', 'a']],
    ['tags=home,work', ['b']],
    ['tags=home,work&tag_mode=any', ['b', 'a']],
    ['tags=HOME', ['b', 'a']],
    ['q=ALPH', ['a']],
    ['q=%F0%9F%8D%95', []],
    ['sort=title', ['a', 'b', 'c']],
    ['sort=title&order=desc', ['c', 'b', 'a']],
    ['sort=due_date', ['a', 'b', 'c']],
    ['sort=due_date&order=desc', ['b', 'a', 'c']],
    ['sort=priority', ['a', 'c', 'b']],
  ])('?%s gives %j', async (query, titles) => {
    const eve = await signUp(api)
    await eve.task({
      title: 'a',
      description: 'Alpha',
      priority: 'high',
      due_date: '2026-12-23',
      tags: ['home'],
    })
    const b = await eve.task({ title: 'b', due_date: '2026-12-24', priority: 'low', tags: ['home', 'work'] })
    const c = await eve.task({ title: 'c' })
    await eve.patch(`/api/tasks/${b.id}`, { status: 'done' })
    await eve.patch(`/api/tasks/${c.id}`, { status: 'in_progress' })
    const { status, body } = await eve.get(`/api/tasks?${query}`)
    expect(status).toBe(200)
    const page = pageOf(body)
    expect(page.tasks.map(({ title }) => title)).toEqual(titles)
    expect(page.total).toBe(titles.length)
  })
})

describe('one task', () => {
  test('is found by uuid in either case and by number', async () => {
    const task = await ada.task()
    for (const id of [task.id, task.id.toUpperCase(), task.number]) {
      expect(taskOf(await ada.get(`/api/tasks/${id}`)).id).toBe(task.id)
    }
  })

  test.each(['/api/tasks/999999', '/api/tasks/99999999999', `/api/tasks/${randomUUID()}`])(
    '%s is 404 with the sentence of the plan',
    async (path) => {
      for (const answer of [
        await ada.get(path),
        await ada.patch(path, { title: 'x' }),
        await ada.delete(path),
      ]) {
        expect(answer.status).toBe(404)
        expect(answer.body).toMatchObject({ error: 'Task not found', code: 'TASK_NOT_FOUND' })
      }
    },
  )

  test('changes the fields named, clears what is null, and sets completed_at with the status', async () => {
    const { id } = await ada.task({ description: 'x', due_date: '2026-12-24', tags: ['a'] })
    const done = taskOf(
      await ada.patch(`/api/tasks/${id}`, { description: null, due_date: null, status: 'done', tags: [] }),
    )
    expect(done).toMatchObject({ description: null, due_date: null, status: 'done', tags: [], version: 2 })
    expect(done.completed_at).toBe(done.updated_at)
    const open = taskOf(await ada.patch(`/api/tasks/${id}`, { status: 'in_progress' }))
    expect(open).toMatchObject({ status: 'in_progress', completed_at: null })
  })

  test('a change that changes nothing is 200 and records no operation', async () => {
    const { id, title } = await ada.task()
    const answer = await ada.patch(`/api/tasks/${id}`, { title })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('x-operation-id')).toBeNull()
    expect(taskOf(answer).version).toBe(1)
  })

  test('is completed, reopened, deleted and restored', async () => {
    const { id } = await ada.task()
    expect(taskOf(await ada.post(`/api/tasks/${id}/complete`)).status).toBe('done')
    expect(taskOf(await ada.post(`/api/tasks/${id}/reopen`)).status).toBe('pending')
    const { status, body } = await ada.delete(`/api/tasks/${id}`)
    expect([status, body]).toEqual([200, { message: 'Task deleted' }])
    expect((await ada.get(`/api/tasks/${id}`)).status).toBe(404)
    expect((await ada.delete(`/api/tasks/${id}`)).status).toBe(404)
    expect(taskOf(await ada.post(`/api/tasks/${id}/restore`)).deleted_at).toBeNull()
  })
})

describe('entity tags', () => {
  test('If-Match lets only the version named be changed', async () => {
    const { id } = await ada.task()
    const path = `/api/tasks/${id}`
    expect((await ada.patch(path, { title: 'two' }, { 'if-match': '"1"' })).headers.get('etag')).toBe('"2"')
    for (const tag of ['"1"', 'W/"2"', '"x"', '"3", "4"']) {
      const answer = await ada.patch(path, { title: 'three' }, { 'if-match': tag })
      expect(answer.status).toBe(412)
      expect(answer.body).toMatchObject({ code: 'PRECONDITION_FAILED' })
    }
    expect((await ada.patch(path, { title: 'three' }, { 'if-match': '"1", "2"' })).status).toBe(200)
    expect((await ada.delete(path, undefined, { 'if-match': '"2"' })).status).toBe(412)
    expect((await ada.patch(path, { title: 'four' }, { 'if-match': '2' })).status).toBe(400)
    expect((await ada.delete(path, undefined, { 'if-match': '*' })).status).toBe(200)
  })

  test('If-Match counts for what is in the trash as well', async () => {
    const { id } = await ada.task()
    await ada.delete(`/api/tasks/${id}`)
    const restore = (tag: string) => ada.post(`/api/tasks/${id}/restore`, undefined, { 'if-match': tag })
    for (const tag of ['"1"', '"1", "9"', 'W/"2"']) expect((await restore(tag)).status).toBe(412)
    expect(taskOf(await restore('"9", "2"')).version).toBe(3)
    await ada.delete(`/api/tasks/${id}`)
    const purge = (tag: string) => ada.delete(`/api/trash/${id}`, undefined, { 'if-match': tag })
    for (const tag of ['"3"', '"1", "9"', 'W/"4"']) expect((await purge(tag)).status).toBe(412)
    expect((await purge('"4"')).status).toBe(200)
  })

  test('If-Match is looked at last: what is missing is 404 and what is wrong 400, whatever it names', async () => {
    for (const tag of ['*', '"1"', '"1", "2"', 'W/"1"', '"x"']) {
      const headers = { 'if-match': tag }
      expect((await ada.patch('/api/tasks/999', { title: 'x' }, headers)).status).toBe(404)
      expect((await ada.delete('/api/trash/999', undefined, headers)).status).toBe(404)
      const { number } = await ada.task()
      expect((await ada.patch(`/api/tasks/${number}`, {}, headers)).status).toBe(400)
    }
  })

  test('If-None-Match spares a body that is known', async () => {
    const { id } = await ada.task()
    for (const tag of ['"1"', 'W/"1"', '"7", "1"', '*']) {
      const answer = await ada.get(`/api/tasks/${id}`, { 'if-none-match': tag })
      expect([answer.status, answer.text, answer.headers.get('etag')]).toEqual([304, '', '"1"'])
    }
    expect((await ada.get(`/api/tasks/${id}`, { 'if-none-match': '"2"' })).status).toBe(200)
  })
})

describe('POST /api/tasks/quick and /explain', () => {
  test('reads the line, makes the task and says what was understood', async () => {
    const { status, body } = await ada.post('/api/tasks/quick', {
      text: 'Pay rent tomorrow p1 #home',
      timezone: 'Pacific/Kiritimati',
    })
    expect(status).toBe(201)
    const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Pacific/Kiritimati' })
    const due_date = day.format(Date.now() + 24 * 3_600_000)
    expect(body).toMatchObject({
      task: { title: 'Pay rent', due_date, priority: 'high', tags: ['home'] },
      explain: { title: 'Pay rent', due_date, priority: 'high', tags: ['home'] },
    })
  })

  test('explains without making anything', async () => {
    const eve = await signUp(api)
    const { status, body } = await eve.post('/api/tasks/explain', { text: 'Read USA Today' })
    expect(status).toBe(200)
    expect(body).toMatchObject({ title: 'Read USA Today', due_date: null, priority: null, tags: [] })
    expect((await eve.get('/api/tasks')).body).toMatchObject({ total: 0 })
  })

  test('"today" follows the account where the request has no zone', async () => {
    const eve = await signUp(api)
    await eve.patch('/api/account', { timezone: 'Pacific/Pago_Pago' })
    const { body } = await eve.post('/api/tasks/explain', { text: 'Call today' })
    const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Pacific/Pago_Pago' })
    expect(body).toMatchObject({ title: 'Call', due_date: day.format(Date.now()) })
  })

  test.each([
    ['', 'text'],
    ['   ', 'text'],
    ['a\u0000b', 'text'],
    [`${'x'.repeat(201)}`, 'text'],
  ])('refuses %j', async (text, path) => {
    const { status, body } = await ada.post('/api/tasks/quick', { text })
    expect(status).toBe(400)
    expect(body).toMatchObject({ code: 'VALIDATION_FAILED', errors: [{ path }] })
  })
})

type Page = { tasks: { title: string }[]; total: number; next_cursor: string | null }

/** A page that was checked against the document. */
const pageOf = (body: unknown): Page => body as Page

test('thirty changes of one task at once are all made, one after the other', async () => {
  const ada = await signUp(api)
  const { id } = await ada.task({ title: 'Buy milk' })
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, index) => ada.patch(`/api/tasks/${id}`, { title: `Buy milk ${index}` })),
  )
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 30 }, () => 200))
  expect((await ada.get(`/api/tasks/${id}`)).body).toMatchObject({ task: { version: 31 } })
})

test('requests at once, which are read together, each get what is their own and nothing else', async () => {
  const [eve, bob] = await Promise.all([signUp(api), signUp(api)])
  const [ofEve, ofBob] = await Promise.all([eve.task({ title: 'of Eve' }), bob.task({ title: 'of Bob' })])
  const asked = Array.from({ length: 10 }, () => [
    ...[ofEve.id, ofBob.id, 1, randomUUID(), 2].map((ref) => eve.get(`/api/tasks/${ref}`)),
    ...[ofEve.id, ofBob.id, 1, randomUUID(), 2].map((ref) => bob.get(`/api/tasks/${ref}`)),
  ]).flat()
  const answers = await Promise.all(asked)
  const found = answers.map((answer) => (answer.status === 200 ? taskOf(answer).title : answer.status))
  const once = ['of Eve', 404, 'of Eve', 404, 404, 404, 'of Bob', 'of Bob', 404, 404]
  expect(found).toEqual(Array.from({ length: 10 }, () => once).flat())
})
