import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Api, startApi } from './api.ts'
import { signUp } from './person.ts'

let api: Api
let token = ''
beforeAll(async () => {
  api = await startApi()
  token = (await signUp(api)).accessToken
})
afterAll(() => api.stop())

type Headers = Readonly<Record<string, string>>
type Raw = { status: number; headers: NodeJS.Dict<string | string[]>; body: string }

/** A request with headers that `fetch` does not let one send. */
async function ask(path: string, headers: Headers = {}, method = 'GET', body = ''): Promise<Raw> {
  const sent = request(api.url + path, { method, headers, agent: false }).end(body)
  const [response]: IncomingMessage[] = await once(sent, 'response')
  if (!response) throw new Error('There was no answer')
  return { status: response.statusCode ?? 0, headers: response.headers, body: await text(response) }
}

/** What is answered to bytes that need not be HTTP. */
async function send(bytes: string): Promise<Raw> {
  const { hostname, port } = new URL(api.url)
  const answer = await text(connect(Number(port), hostname).end(bytes))
  const [head = '', body = ''] = answer.split('\r\n\r\n')
  const [line = '', ...lines] = head.split('\r\n')
  const headers = lines.map((each) => each.split(/: (.*)/s)).map(([name = '', value]) => [name, value])
  return { status: Number(line.split(' ')[1]), headers: Object.fromEntries(headers), body }
}

const bearer = () => ({ authorization: `Bearer ${token}` })
const json = { 'content-type': 'application/json' }
const socket = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
}

const answers: readonly [string, number, () => Promise<Raw>][] = [
  ['a list', 200, () => ask('/api/tasks', bearer())],
  ['a page', 200, () => ask('/reset-password')],
  ['the reference', 200, () => ask('/api/docs')],
  ['a health check', 200, () => ask('/health')],
  ['a refusal of what was sent', 400, () => ask('/api/auth/login', json, 'POST', '{')],
  ['a refusal of a stranger', 401, () => ask('/api/tasks')],
  ['nothing there', 404, () => ask('/nowhere')],
  ['another method', 405, () => ask('/health', {}, 'PUT')],
  ['too much', 413, () => ask('/api/auth/login', json, 'POST', ' '.repeat(2 ** 20 + 1))],
  ['an upgrade without a credential', 401, () => ask('/api/realtime', socket)],
  ['an upgrade elsewhere', 404, () => ask('/nowhere', socket)],
  [
    'an upgrade to a version that there is not',
    426,
    () => ask('/api/realtime', { ...bearer(), ...socket, 'sec-websocket-version': '7' }),
  ],
  ['what is no request', 400, () => send('GET / HTTP/1.1\r\nno header\r\n\r\n')],
  ['too many headers', 431, () => send(`GET / HTTP/1.1\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`)],
]

describe('every answer keeps others’ pages and caches away', () => {
  test.each(answers)('%s: %d', async (_, status, answer) => {
    const { headers, ...rest } = await answer()
    expect(rest.status).toBe(status)
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'content-security-policy': expect.stringMatching(/default-src 'none'.*frame-ancestors 'none'/),
      'cache-control': expect.stringMatching(/no-store|max-age/),
    })
    if (status >= 400) {
      expect(headers['content-type']).toBe('application/problem+json')
      expect(JSON.parse(rest.body)).toMatchObject({ status, error: expect.any(String) })
    }
  })
})

describe('a caller that offers another protocol is answered all the same', () => {
  test.each([
    [{ connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': 'AAMAAABkAAQAAP__' }],
    [{ connection: 'upgrade', upgrade: 'something/1' }],
  ])('%o', async (offer) => {
    expect(await ask('/health', offer)).toMatchObject({ status: 200, body: '{"status":"ok"}' })
  })
})
