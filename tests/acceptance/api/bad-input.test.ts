import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Api, startApi } from './api.ts'
import { type Person, password, sendJson, signUp } from './person.ts'

let api: Api
let ada: Person
beforeAll(async () => {
  api = await startApi()
  ada = await signUp(api)
})
afterAll(() => api.stop())

const raw = (body: NonNullable<RequestInit['body']>, headers: Readonly<Record<string, string>> = {}) =>
  api.send('/api/tasks', {
    method: 'POST',
    headers: { authorization: `Bearer ${ada.accessToken}`, 'content-type': 'application/json', ...headers },
    body,
  })

describe('POST /api/tasks refuses', () => {
  test.each([
    ['no title', {}, 'title'],
    ['an empty title', { title: '' }, 'title'],
    ['a title of white space', { title: ' \t ' }, 'title'],
    ['a long title', { title: '🦜'.repeat(201) }, 'title'],
    ['a title with NUL', { title: 'a\u0000b' }, 'title'],
    ['a title with a control character', { title: 'a\u0007b' }, 'title'],
    ['a title of two lines', { title: 'a\nb' }, 'title'],
    ['a title with half a character', { title: 'a\ud800b' }, 'title'],
    ['a number for a title', { title: 7 }, 'title'],
    ['null for a title', { title: null }, 'title'],
    ['a long description', { title: 'x', description: 'x'.repeat(1001) }, 'description'],
    ['a description with NUL', { title: 'x', description: '\u0000' }, 'description'],
    ['a list for a description', { title: 'x', description: [] }, 'description'],
    ['an unknown priority', { title: 'x', priority: 'urgent' }, 'priority'],
    ['null for a priority', { title: 'x', priority: null }, 'priority'],
    ['a date that does not exist', { title: 'x', due_date: '2026-02-30' }, 'due_date'],
    ['a time for a date', { title: 'x', due_date: '2026-02-03T00:00:00Z' }, 'due_date'],
    ['0 for a date', { title: 'x', due_date: 0 }, 'due_date'],
    ['a year of five digits', { title: 'x', due_date: '12026-02-03' }, 'due_date'],
    ['a text for tags', { title: 'x', tags: 'home' }, 'tags'],
    ['null for tags', { title: 'x', tags: null }, 'tags'],
    ['a tag with white space', { title: 'x', tags: ['a', 'b c'] }, 'tags.1'],
    ['an empty tag', { title: 'x', tags: [''] }, 'tags.0'],
    ['a long tag', { title: 'x', tags: ['x'.repeat(51)] }, 'tags.0'],
    ['a tag with half a character', { title: 'x', tags: ['\udc00'] }, 'tags.0'],
    ['a list in tags', { title: 'x', tags: [[['a']]] }, 'tags.0'],
    ['21 tags', { title: 'x', tags: Array.from({ length: 21 }, (_, index) => `t${index}`) }, 'tags'],
    ['a number for an id', { title: 'x', id: 7 }, 'id'],
    ['a text for an id', { title: 'x', id: 'seven' }, 'id'],
    ['a status', { title: 'x', status: 'done' }, 'status'],
    ['a field of another task', { title: 'x', number: 7 }, 'number'],
    ['a field in camel case', { title: 'x', dueDate: '2026-02-03' }, 'dueDate'],
    ['__proto__', JSON.parse('{"title":"x","__proto__":{"a":1}}'), '__proto__'],
  ])('%s, and names it', async (_, fields, path) => {
    const { status, body } = await ada.post('/api/tasks', fields)
    expect(status).toBe(400)
    expect(body).toMatchObject({ error: 'Validation error', code: 'VALIDATION_FAILED', errors: [{ path }] })
  })

  test('every bad field at once', async () => {
    const { body } = await ada.post('/api/tasks', {
      title: '',
      priority: 1,
      due_date: 'x',
      tags: ['#'],
      nope: 1,
    })
    expect(pathsOf(body)).toEqual(['due_date', 'nope', 'priority', 'tags.0', 'title'])
  })

  test.each([
    ['broken JSON', '{"title":'],
    ['no JSON', 'title=x'],
    ['nothing', ''],
    ['a list', '[]'],
    ['a text', '"x"'],
    ['null', 'null'],
    ['a list without end', '['.repeat(100_000)],
    ['a deep list', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['a deep object', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
    ['a number with a million digits', `{"title":${'9'.repeat(1_000_000)}}`],
  ])('%s for a body', async (_, body) => {
    const answer = await raw(body)
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ code: 'VALIDATION_FAILED' })
  })

  test('bytes that are not UTF-8', async () => {
    const bytes = Uint8Array.from([...Buffer.from('{"title":"'), 0xff, 0xfe, ...Buffer.from('"}')])
    const { status, body } = await raw(bytes)
    expect([status, body]).toEqual([400, expect.objectContaining({ code: 'VALIDATION_FAILED' })])
  })

  test('a body over 1 MiB, announced or not', async () => {
    const large = JSON.stringify({ title: 'x', description: 'x'.repeat(1024 * 1024) })
    const answer = await raw(large)
    expect([answer.status, answer.body]).toEqual([413, expect.objectContaining({ code: 'BODY_TOO_LARGE' })])
    const stream = new Response(large).body
    const { status } = await api.send('/api/tasks', {
      method: 'POST',
      headers: { authorization: `Bearer ${ada.accessToken}`, 'content-type': 'application/json' },
      body: stream,
      ...{ duplex: 'half' },
    })
    expect(status).toBe(413)
  })

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    'application/merge-patch+json',
    'application/json; charset=utf-16',
    'application/json; charset="iso-8859-1"',
  ])('a body of type %s', async (type) => {
    const { status, body } = await raw('{"title":"x"}', { 'content-type': type })
    expect([status, body]).toEqual([415, expect.objectContaining({ code: 'UNSUPPORTED_MEDIA_TYPE' })])
  })
})

test('POST /api/tasks refuses a body that is compressed', async () => {
  const { status, headers, body } = await raw(gzipSync('{"title":"x"}'), { 'content-encoding': 'gzip' })
  expect([status, headers.get('accept-encoding')]).toEqual([415, 'identity'])
  expect(body).toMatchObject({ code: 'UNSUPPORTED_MEDIA_TYPE' })
  expect((await raw('{"title":"x"}', { 'content-encoding': 'identity' })).status).toBe(201)
})

test('an account that is to be changed in nothing is a mistake, with or without a body', async () => {
  for (const body of [undefined, {}]) {
    const answer = await ada.patch('/api/account', body)
    expect([answer.status, pathsOf(answer.body)]).toEqual([400, ['']])
  }
})

test('an address that sign-up could not take is bad input, not a failure', async () => {
  const emails = [
    'a@b.c',
    'é@example.org',
    'a@exämple.org',
    'a..b@example.org',
    `${'a'.repeat(65)}@example.org`,
  ]
  for (const email of emails) {
    const { status, body } = await sendJson(api, 'POST', '/api/auth/register', null, { email, password })
    expect([email, status, pathsOf(body)]).toEqual([email, 400, ['email']])
  }
})

test('a time that is no year of four digits in UTC is refused', async () => {
  for (const from of ['9999-12-31T23:59:59-12:00', '0001-01-01T00:00:00%2B14:00']) {
    const { status, body } = await ada.get(`/api/history?from=${from}`)
    expect([from, status, pathsOf(body)]).toEqual([from, 400, ['from']])
  }
})

describe('GET /api/tasks refuses', () => {
  test.each([
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=-1', 'limit'],
    ['limit=1.5', 'limit'],
    ['limit=ten', 'limit'],
    ['limit=', 'limit'],
    ['limit=99999999999999999999', 'limit'],
    ['page=0', 'page'],
    ['page=1e3', 'page'],
    ['page=1&cursor=x', 'cursor'],
    ['cursor=x', 'cursor'],
    ['cursor=W10', 'cursor'],
    ['status=closed', 'status'],
    ['status=', 'status'],
    ['status=done&status=pending', 'status'],
    ['priority=urgent', 'priority'],
    ['due_before=0', 'due_before'],
    ['due_before=2026-02-30', 'due_before'],
    ['due_after=tomorrow', 'due_after'],
    ['sort=colour', 'sort'],
    ['order=up', 'order'],
    ['tag_mode=some', 'tag_mode'],
    ['tags=a%20b', 'tags.0'],
    ['tags=', 'tags.0'],
    ['q=%00', 'q'],
    ['colour=red', 'colour'],
    ['Limit=5', 'Limit'],
    ['limit=01', 'limit'],
    ['cursor=%D7%B8', 'cursor'],
    ['=1', ''],
    ['q=%ff', ''],
    ['q=%', ''],
    ['q=%ed%a0%80', ''],
  ])('?%s', async (query, path) => {
    const { status, body } = await ada.get(`/api/tasks?${query}`)
    expect(status).toBe(400)
    expect(body).toMatchObject({ error: 'Validation error', code: 'VALIDATION_FAILED', errors: [{ path }] })
  })

  test('a cursor of another order', async () => {
    for (let count = 0; count < 2; count += 1) await ada.task()
    const { body } = await ada.get('/api/tasks?limit=1&sort=title')
    const cursor = cursorOf(body)
    expect((await ada.get(`/api/tasks?limit=1&sort=title&cursor=${cursor}`)).status).toBe(200)
    expect((await ada.get(`/api/tasks?limit=1&sort=number&cursor=${cursor}`)).status).toBe(400)
  })

  test('cursors that were made up, whatever stands in them', async () => {
    for (const parts of [
      ['created_at desc', 'not a time', 'not an id'],
      ['created_at desc', 7, null],
      ['created_at desc', '2026-02-30', '00000000-0000-4000-8000-000000000000'],
      ['created_at desc', '2026-99-99', '00000000-0000-4000-8000-000000000000'],
      ['number asc', 'x', 'y'],
      ['number asc', 1e300, 'y'],
      ['due_date asc', 'x', 'y'],
      ['title asc', 'a\u0000', 'y'],
      ['priority desc', 'high', 'y'],
      ['search', 'x', 'y'],
      ['search', -5, -5],
      ['search', 1e300, 1e300],
    ]) {
      const [kind = ''] = String(parts[0]).split(' ')
      const cursor = Buffer.from(JSON.stringify(parts)).toString('base64url')
      const query = kind === 'search' ? 'q=milk' : `sort=${kind}`
      expect([parts, (await ada.get(`/api/tasks?${query}&cursor=${cursor}`)).status]).toEqual([
        parts,
        expect.toSatisfy((status: number) => status === 200 || status === 400),
      ])
    }
    const cursor = Buffer.from(JSON.stringify(['history', 1e300])).toString('base64url')
    expect((await ada.get(`/api/history?cursor=${cursor}`)).status).toBeLessThan(500)
  })
})

describe('a path', () => {
  test.each(['abc', '0', '-1', '1.5', '01', '1e3', '%00', '1%2F2', "1'", '%F0%9F'])(
    'with %s for an id is 400',
    async (id) => {
      const { status, body } = await ada.get(`/api/tasks/${id}`)
      expect([status, body]).toEqual([400, expect.objectContaining({ code: 'VALIDATION_FAILED' })])
    },
  )

  test('with broken escapes names no tag', async () => {
    await ada.task({ tags: ['%ff'] })
    expect((await ada.delete('/api/tags/%ff')).status).toBe(400)
    expect((await ada.delete('/api/tags/%25ff')).body).toMatchObject({ tasks: [{ tags: [] }] })
  })

  test.each([
    ['GET', '/api/nothing', 404, null],
    ['GET', '/', 404, null],
    ['PUT', '/api/tasks/1', 405, 'GET, PATCH, DELETE'],
    ['DELETE', '/api/tasks', 405, 'GET, POST'],
    ['PATCH', '/api/tasks/batch', 405, 'POST'],
    ['GET', '/api/tasks/quick', 405, 'POST'],
    ['DELETE', '/api/tasks/explain', 405, 'POST'],
    ['PATCH', '/api/tags/rename', 405, 'POST, DELETE'],
  ])('%s %s is %i', async (method, path, status, allow) => {
    const answer = await api.send(path, { method })
    expect([answer.status, answer.headers.get('allow')]).toEqual([status, allow])
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
  })
})

test('a refusal names the request, and the log holds nothing of what was written', async () => {
  const { headers, body } = await ada.post('/api/tasks', { title: '' }, { 'x-request-id': 'my-request-1' })
  expect(headers.get('x-request-id')).toBe('my-request-1')
  expect(body).toMatchObject({ request_id: 'my-request-1' })
  const other = await ada.post('/api/tasks', { title: 'Very secret' }, { 'x-request-id': 'a b' })
  expect(other.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  expect(api.logged.join()).not.toMatch(/Very secret|example\.org/)
})

test('answers are data: not framed, sniffed or kept', async () => {
  const { headers } = await ada.get('/api/tasks')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('cache-control')).toBe('no-store')
  expect(headers.get('content-security-policy')).toContain("default-src 'none'")
})

type Problem = { errors: { path: string }[] }

/** A problem that was checked against the document. */
const pathsOf = (body: unknown): string[] => (body as Problem).errors.map(({ path }) => path).sort()
const cursorOf = (body: unknown): string => (body as { next_cursor: string }).next_cursor
