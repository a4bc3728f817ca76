import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Answer, type Api, startApi } from './api.ts'
import { type Person, signUp } from './person.ts'

let api: Api
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.stop())

function send(person: Person, query: string, type: string, body: string, headers = {}): Promise<Answer> {
  return api.send(`/api/import?${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${person.accessToken}`, 'content-type': type, ...headers },
    body,
  })
}

describe('GET /api/export', () => {
  test('gives the whole list as JSON, which another account takes in without loss', async () => {
    const ada = await signUp(api)
    await ada.task({ title: 'Café ☕', description: 'a\nb', tags: ['home'], due_date: '2026-12-24' })
    const { id } = await ada.task({ title: 'Done' })
    await ada.post(`/api/tasks/${id}/complete`)
    const exported = await ada.get('/api/export')
    expect(exported.headers.get('content-type')).toContain('application/json')
    expect(exported.headers.get('content-disposition')).toBe('attachment; filename="todo.json"')
    expect(exported.body).toMatchObject({ version: 1, tasks: [{ number: 1 }, { number: 2 }] })
    const eve = await signUp(api)
    const imported = await send(eve, 'format=json', 'application/json', exported.text)
    expect(imported.body).toMatchObject({ created: 2, unchanged: 0, errors: [] })
    const { body } = await eve.get('/api/tasks?sort=number')
    expect(body).toMatchObject({
      tasks: [
        { title: 'Café ☕', description: 'a\nb', tags: ['home'] },
        { title: 'Done', status: 'done' },
      ],
    })
  })

  test.each([
    ['csv', 'text/csv', 'title'],
    ['todotxt', 'text/plain', 'Buy milk'],
    ['ics', 'text/calendar', 'BEGIN:VCALENDAR'],
  ])('gives %s', async (format, type, beginning) => {
    const ada = await signUp(api)
    await ada.task({ title: 'Buy milk' })
    const { status, headers, text } = await ada.get(`/api/export?format=${format}`)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toContain(type)
    expect(text).toContain(beginning)
    expect(text).toContain('Buy milk')
  })

  test('refuses another format', async () => {
    const ada = await signUp(api)
    expect((await ada.get('/api/export?format=xml')).status).toBe(400)
  })
})

describe('POST /api/import', () => {
  const csv = 'title,priority\nBuy milk,high\nPay rent,\n'

  test('is one operation, changes nothing when repeated, and can be undone', async () => {
    const ada = await signUp(api)
    const first = await send(ada, 'format=csv', 'text/csv', csv)
    expect(first.body).toMatchObject({ created: 2, unchanged: 0, errors: [] })
    expect(first.headers.get('x-operation-id')).toBeTruthy()
    expect((await send(ada, 'format=csv', 'text/csv', csv)).body).toMatchObject({
      operation_id: null,
      created: 0,
      unchanged: 2,
    })
    await ada.post('/api/undo')
    expect((await ada.get('/api/tasks')).body).toMatchObject({ total: 0 })
  })

  test('only says what would happen in a dry run', async () => {
    const ada = await signUp(api)
    const { body } = await send(ada, 'format=csv&dry_run=true', 'text/csv', csv)
    expect(body).toMatchObject({ operation_id: null, created: 2 })
    expect((await ada.get('/api/tasks')).body).toMatchObject({ total: 0 })
  })

  test('says line by line what it could not read', async () => {
    const ada = await signUp(api)
    const { status, body } = await send(
      ada,
      'format=csv',
      'text/csv',
      'title,due_date\nGood,\nBad,2026-02-30\n',
    )
    expect(status).toBe(200)
    expect(body).toMatchObject({ created: 1, errors: [{ line: 3 }] })
  })

  test('runs once for one key', async () => {
    const ada = await signUp(api)
    const key = { 'idempotency-key': randomUUID() }
    const first = await send(ada, 'format=csv', 'text/csv', csv, key)
    const second = await send(ada, 'format=csv', 'text/csv', csv, key)
    expect(second.text).toBe(first.text)
    expect(second.headers.get('idempotency-replayed')).toBe('true')
  })

  test('takes more than other requests: a list of 3 MB, and refuses one over 64 MiB', async () => {
    const ada = await signUp(api)
    expect((await send(ada, 'format=todotxt', 'text/plain', '\n'.repeat(64 * 1024 * 1024 + 1))).status).toBe(
      413,
    )
    const lines = Array.from({ length: 3000 }, (_, index) => `task ${index},${'x'.repeat(1000)}`)
    const { body } = await send(ada, 'format=csv', 'text/csv', `title,description\n${lines.join('\n')}\n`)
    expect(body).toMatchObject({ created: 3000, errors: [] })
  })

  test('refuses a file with more tasks than can be taken in at once', async () => {
    const ada = await signUp(api)
    const { status, body } = await send(ada, 'format=csv', 'text/csv', `title\n${'a\n'.repeat(200_001)}`)
    expect([status, body]).toEqual([413, expect.objectContaining({ code: 'BODY_TOO_LARGE' })])
  })

  test('names the first thousand lines that it could not read, and how many more there are', async () => {
    const ada = await signUp(api)
    const { body } = await send(ada, 'format=csv', 'text/csv', `title\n${'a,b\n'.repeat(5_000)}`)
    const last = { line: 5001, message: '… and 4000 more, of which this is the last' }
    expect(body).toMatchObject({ errors: { length: 1001, 1000: last } })
  })

  test("refuses a type that is not the format's, and what is no file of it", async () => {
    const ada = await signUp(api)
    expect((await send(ada, 'format=csv', 'application/json', csv)).status).toBe(415)
    expect((await send(ada, 'format=json', 'text/csv', csv)).status).toBe(415)
    for (const [format, type, body] of [
      ['json', 'application/json', '{'],
      ['json', 'application/json', '[]'],
      ['ics', 'text/calendar', 'nonsense'],
      ['csv', 'text/csv', '\u0000'],
      ['csv', 'text/csv', ''],
    ] as const) {
      const { status } = await send(ada, `format=${format}`, type, body)
      expect([format, body, status < 500]).toEqual([format, body, true])
    }
  })
})
