import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Api, startApi } from './api.ts'
import { type Person, sendJson, signUp } from './person.ts'

let api: Api
let ada: Person
beforeAll(async () => {
  api = await startApi()
  ada = await signUp(api)
})
afterAll(() => api.stop())

/** Sends bytes as they stand, and gives back what came until the server closed the connection. */
const talk = (text: string, then: (socket: Socket) => void = () => {}): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(api.url).port), '127.0.0.1', () => {
      socket.write(text, 'latin1')
      then(socket)
    })
    let answer = ''
    socket.on('data', (data) => {
      answer += data
    })
    socket.on('close', () => resolve(answer))
    socket.on('error', reject)
  })

const head = (start: string, ...headers: readonly string[]): string =>
  [
    start,
    ...['Host: todo.example', 'Connection: close', `Authorization: Bearer ${ada.accessToken}`, ...headers],
    '',
    '',
  ].join('\r\n')

const ask = (start: string, ...headers: readonly string[]): Promise<string> => talk(head(start, ...headers))

/** Status and problem of an answer that is one. */
function problemOf(answer: string): { status: number; problem: unknown } {
  expect(answer.toLowerCase()).toContain('content-type: application/problem+json')
  const [json = ''] = /\{.*\}/s.exec(answer) ?? []
  return { status: Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]), problem: JSON.parse(json) }
}

describe('what is no proper request is answered in the same form', () => {
  test.each([
    ['nonsense', 'NONSENSE\r\n\r\n', 400],
    ['another version', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
    ['no host', 'GET /health HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
    ['an impossible host', 'GET /health HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n', 400],
    ['a host with a path', 'GET /health HTTP/1.1\r\nHost: a/b\r\nConnection: close\r\n\r\n', 400],
    ['no path', 'OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', 400],
    ['an unknown method', 'FOO /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', 400],
    ['NUL in a header', 'GET /health HTTP/1.1\r\nHost: a\r\nX-A: a\0b\r\n\r\n', 400],
    [
      'two lengths',
      'POST /health HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
      400,
    ],
    ['bytes in the path', 'GET /api/tasks/\xe9 HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['a tunnel', 'CONNECT example.org:443 HTTP/1.1\r\nHost: example.org\r\n\r\n', 405],
    ['an expectation', 'GET /health HTTP/1.1\r\nHost: a\r\nExpect: more\r\n\r\n', 417],
    ['many headers', `GET /health HTTP/1.1\r\nHost: a\r\n${'a: b\r\n'.repeat(5_000)}\r\n`, 431],
  ])('%s', async (_, text, status) => {
    const found = problemOf(await talk(text))
    const errors = status === 400 ? { errors: [{ path: '', message: expect.stringMatching(/./) }] } : {}
    expect(found).toMatchObject({ status, problem: { status, error: expect.stringMatching(/./), ...errors } })
  })

  test('a million query parameters', async () => {
    const query = 'a=1&'.repeat(1_000_000)
    const answer = await talk(`GET /api/tasks?${query} HTTP/1.1\r\nHost: x\r\n\r\n`).catch(() => '431')
    expect(answer).toContain('431')
  })

  test('many query parameters, of which not all are named', async () => {
    const query = Array.from({ length: 2000 }, (_, index) => `a${index}`).join('&')
    const { status, body } = await ada.get(`/api/tasks?${query}`)
    expect(status).toBe(400)
    expect(body).toMatchObject({ errors: { length: 100 } })
  })
})

describe('an upgrade', () => {
  test.each(['h2c', 'TLS/1.0'])('to %s is not taken up, and the request is answered', async (protocol) => {
    const answer = await ask('GET /api/tasks HTTP/1.1', 'Connection: Upgrade', `Upgrade: ${protocol}`)
    expect(answer).toMatch(/^HTTP\/1\.1 200 .*"tasks":\[\]/s)
  })

  test.each([
    ['without a key', 'Sec-WebSocket-Version: 13'],
    ['of an unknown version', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 99'],
  ])('to a WebSocket %s is refused in the same form', async (_, headers) => {
    const upgrade = ['Connection: Upgrade', 'Upgrade: websocket', headers]
    const answer = await ask('GET /api/realtime HTTP/1.1', ...upgrade)
    expect(problemOf(answer)).toMatchObject({ status: 426, problem: { code: 'UPGRADE_REQUIRED' } })
    expect(answer.toLowerCase()).toContain('sec-websocket-version: 13')
  })
})

test('requests that come in one go are answered in their order', async () => {
  const one = 'GET /health HTTP/1.1\r\nHost: a\r\n\r\n'
  const answer = await talk(one + one + head('GET /api/nothing HTTP/1.1'))
  expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 200', 'HTTP/1.1 404'])
})

test.each([
  ['of a known length', 'Content-Length: 100', '{"title":'],
  ['in chunks', 'Transfer-Encoding: chunked', '9\r\n{"title":\r\n'],
])(
  'who goes away in the middle of a body %s is not counted as a failure of the server',
  async (_, header, part) => {
    const type = 'Content-Type: application/json'
    await talk(head('POST /api/tasks HTTP/1.1', type, header) + part, (socket) => {
      setTimeout(() => socket.destroy(), 50)
    })
    await expect
      .poll(() => api.allLogged.findLast((line) => line.includes('POST')), { timeout: 5_000 })
      .toContain('"status":400')
    expect(api.logged).toEqual([])
  },
)

describe('a body that is not read is refused, since it may ask for what is not done', () => {
  test.each([
    ['DELETE', '/api/trash'],
    ['DELETE', '/api/trash/1'],
    ['DELETE', '/api/tasks/1'],
    ['DELETE', '/api/tags/home'],
    ['POST', '/api/tasks/1/complete'],
    ['POST', '/api/tasks/1/reopen'],
    ['POST', '/api/tasks/1/restore'],
  ])('%s %s', async (method, path) => {
    const bob = await signUp(api)
    await bob.task({ tags: ['home'] })
    for (const body of [{ older_than: '30d' }, [], null, 'all']) {
      const answer = await sendJson(api, method, path, bob.accessToken, body)
      expect([body, answer.status]).toEqual([body, 400])
    }
    expect((await bob.get('/api/history')).body).toMatchObject({ operations: [{ kind: 'create' }] })
    // Programs that always send an object are not to suffer.
    const headers = { authorization: `Bearer ${bob.accessToken}`, 'content-type': 'application/json' }
    const { status } = await fetch(api.url + path, { method, headers, body: '{}' })
    expect([200, 404]).toContain(status)
  })
})
