import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect, isHello, liveUrl, refusalOf } from '../realtime/live-client.ts'
import { type Answer, type Api, startApi } from './api.ts'
import { password, sendJson } from './person.ts'

let api: Api
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.stop())

type Browser = {
  email: string
  /** Sends what a page of the server would; `headers` of the request may be others. */
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  /** What the browser keeps, by name. */
  jar: Map<string, string>
}

function browserAt(at: Api, own: Record<string, string> = { origin: at.url }): Browser {
  const jar = new Map<string, string>()
  return {
    email: `${randomUUID()}@example.org`,
    jar,
    async send(method, path, body, headers = own) {
      const cookie = cookieOf(jar)
      const sent = { ...headers, ...(cookie !== '' && { cookie }) }
      const answer = await sendJson(at, method, path, null, body, sent)
      for (const line of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
        if (value === '') jar.delete(name)
        else jar.set(name, value)
      }
      return answer
    },
  }
}

const cookieOf = (jar: Map<string, string>): string => [...jar].map((pair) => pair.join('=')).join('; ')

async function signedInBrowser(at = api): Promise<Browser> {
  const browser = browserAt(at)
  const { email } = browser
  const { status } = await browser.send('POST', '/api/auth/register', { email, password, cookie: true })
  expect(status).toBe(201)
  return browser
}

describe('a browser', () => {
  test('gets its session in cookies that no script can read, and no token', async () => {
    const { email } = await signedInBrowser()
    const browser = browserAt(api)
    const { status, body, headers } = await browser.send('POST', '/api/auth/login', {
      email,
      password,
      cookie: true,
    })
    expect([status, Object.keys(Object(body))]).toEqual([200, ['user']])
    const lines = headers.getSetCookie()
    expect([...browser.jar.keys()]).toEqual(['todo_session', 'todo_access'])
    for (const line of lines) expect(line).toMatch(/; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/)
    expect((await browser.send('GET', '/api/account/sessions')).body).toMatchObject({
      sessions: [{ client: 'web', current: true }, { client: 'web' }],
    })
  })

  test('writes as the user, from the web', async () => {
    const browser = await signedInBrowser()
    expect((await browser.send('POST', '/api/tasks', { title: 'Buy milk' })).status).toBe(201)
    expect((await browser.send('GET', '/api/history')).body).toMatchObject({
      operations: [{ actor: 'user', client: 'web' }],
    })
  })

  test('goes on without noticing when the signed copy has ended, and keeps a new one', async () => {
    const clocked = await startApi()
    const browser = await signedInBrowser(clocked)
    const first = browser.jar.get('todo_access')
    clocked.wait(6 * 60_000)
    const answers = await Promise.all([1, 2, 3].map(() => browser.send('GET', '/api/tasks')))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(browser.jar.get('todo_access')).not.toBe(first)
    expect((await browser.send('GET', '/api/tasks')).headers.getSetCookie()).toEqual([])
    clocked.wait(8 * 24 * 3600_000)
    expect((await browser.send('GET', '/api/tasks')).status).toBe(401)
    await clocked.stop()
  })

  test('that signs out is out at once, with its sockets, and keeps no cookie', async () => {
    const browser = await signedInBrowser()
    const old = { cookie: cookieOf(browser.jar), origin: api.url }
    const live = connect(liveUrl(api.url), { headers: old })
    await live.until(isHello)
    expect((await browser.send('POST', '/api/auth/logout')).status).toBe(200)
    expect(browser.jar.size).toBe(0)
    expect((await sendJson(api, 'GET', '/api/tasks', null, undefined, old)).status).toBe(401)
    expect((await live.closed).code).toBe(4401)
  })

  test('with a token and cookies is whom the token names, and a bad token is not made up for', async () => {
    const browser = await signedInBrowser()
    const headers = { origin: api.url, authorization: 'Bearer nobody' }
    expect((await browser.send('GET', '/api/tasks', undefined, headers)).status).toBe(401)
  })
})

describe('another site', () => {
  const others = [{ origin: 'https://evil.example' }, { origin: 'null' }, {}, { origin: 'http://localhost' }]

  test('changes nothing by the cookies of a browser, on any route', async () => {
    const browser = await signedInBrowser()
    // These take no cookies.
    const cookieless = ['refresh', 'exchangeToken']
    const writes = api.document.operations.filter(
      ({ method, security, operationId }) =>
        method !== 'GET' && security && !cookieless.includes(operationId),
    )
    expect(writes.length).toBeGreaterThan(20)
    for (const { method, path } of writes) {
      const address = path.replaceAll(/\{\w+\}/g, '1')
      for (const headers of others) {
        const { status, body } = await browser.send(method, address, undefined, headers)
        expect([address, status, Object(body).code]).toEqual([address, 403, 'FORBIDDEN_ORIGIN'])
      }
    }
    expect((await browser.send('GET', '/api/history')).body).toMatchObject({ operations: [] })
  })

  test('signs nobody in to an account of its own', async () => {
    const { email } = await signedInBrowser()
    for (const headers of others) {
      const login = { email, password, cookie: true }
      const { status, headers: answered } = await sendJson(
        api,
        'POST',
        '/api/auth/login',
        null,
        login,
        headers,
      )
      expect([status, answered.getSetCookie()]).toEqual([403, []])
    }
  })

  test('opens no socket by the cookies of a browser', async () => {
    const browser = await signedInBrowser()
    const cookie = cookieOf(browser.jar)
    const statusOf = async (origin: { origin?: string }) =>
      (await refusalOf(liveUrl(api.url), { headers: { cookie, ...origin } })).status
    for (const origin of others) expect(await statusOf(origin)).toBe(403)
  })

  test('is told nothing about what it reads', async () => {
    const browser = await signedInBrowser()
    const { headers } = await browser.send('GET', '/api/tasks', undefined, { origin: 'https://evil.example' })
    expect(headers.get('access-control-allow-origin')).toBeNull()
    expect(headers.get('access-control-allow-credentials')).toBeNull()
  })
})

test('over https cookies are Secure and bound to the host, and only the public address counts', async () => {
  const secure = await startApi({ server: { public_url: 'https://todo.example' } })
  const browser = browserAt(secure, { origin: 'https://todo.example' })
  const { email } = browser
  const { headers } = await browser.send('POST', '/api/auth/register', { email, password, cookie: true })
  const lines = headers.getSetCookie()
  expect(lines.map((line) => line.split('=')[0])).toEqual(['__Host-todo_session', '__Host-todo_access'])
  for (const line of lines) expect(line).toMatch(/; Secure/)
  expect((await browser.send('POST', '/api/tasks', { title: 'x' })).status).toBe(201)
  const elsewhere = { origin: secure.url }
  expect((await browser.send('POST', '/api/tasks', { title: 'x' }, elsewhere)).status).toBe(403)
  await secure.stop()
})
