import type { DeviceCodeAnswer, DeviceTokenAnswer } from '@todo/core/schemas'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Answer, type Api, startApi } from './api.ts'
import { asBearer, type Person, sendJson, signUp } from './person.ts'

let api: Api
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.stop())

const grant_type = 'urn:ietf:params:oauth:grant-type:device_code'

/** Answers that were checked against the document. */
const codeOf = ({ body }: Answer): DeviceCodeAnswer => body as DeviceCodeAnswer
const tokenOf = ({ body }: Answer): DeviceTokenAnswer => body as DeviceTokenAnswer

/** As the RFC has it: a form. */
const sendForm = (path: string, fields: Record<string, string>) =>
  api.send(path, { method: 'POST', body: new URLSearchParams(fields) })

const begin = async () => codeOf(await sendForm('/api/auth/device/code', { client_id: 'cli' }))
const poll = (device_code: string) =>
  sendForm('/api/auth/device/token', { grant_type, device_code, client_id: 'cli' })

const path = '/api/account/device'
const look = (person: Person, user_code: string) =>
  person.get(`${path}?${new URLSearchParams({ user_code })}`)
const answer = (person: Person, user_code: string, given = 'allow') =>
  person.post(path, { user_code, answer: given })

describe('signing in on a device', () => {
  test('waits for its user, lets the device in once, and names the client in history', async () => {
    const ada = await signUp(api)
    const code = await begin()
    expect(code).toMatchObject({ expires_in: 900, interval: 5 })
    expect(code.user_code).toMatch(/^[B-DF-HJ-NP-TV-XZ]{4}-[B-DF-HJ-NP-TV-XZ]{4}$/)
    expect(code.verification_uri_complete).toBe(`${code.verification_uri}?user_code=${code.user_code}`)
    const pending = await poll(code.device_code)
    expect([pending.status, pending.body]).toEqual([
      400,
      expect.objectContaining({ error: 'authorization_pending' }),
    ])
    expect((await poll(code.device_code)).body).toMatchObject({ error: 'slow_down' })
    const typed = code.user_code.toLowerCase().replace('-', ' ')
    expect((await look(ada, typed)).body).toEqual({
      user_code: code.user_code,
      client: 'cli',
      address: '127.0.0.1',
      asked_at: expect.stringMatching(/Z$/),
    })
    const done = await answer(ada, typed)
    expect([done.status, done.body]).toEqual([200, { message: 'Device let in' }])
    const token = tokenOf(await poll(code.device_code))
    expect(token).toMatchObject({
      token_type: 'Bearer',
      expires_in: 900,
      scope: 'tasks:read tasks:write account',
    })
    await asBearer(api, token.access_token).task()
    expect((await ada.get('/api/history')).body).toMatchObject({
      operations: [{ client: 'cli', actor: 'user' }],
    })
    expect((await sendJson(api, 'POST', '/api/auth/refresh', token.refresh_token)).status).toBe(200)
    expect((await ada.get('/api/account/sessions')).body).toMatchObject({
      sessions: expect.arrayContaining([expect.objectContaining({ client: 'cli' })]),
    })
    expect((await poll(code.device_code)).body).toMatchObject({ error: 'expired_token' })
    await asBearer(api, token.access_token).post('/api/auth/logout')
    expect((await asBearer(api, token.access_token).get('/api/tasks')).status).toBe(401)
  })

  test('takes JSON as well', async () => {
    const answer = await sendJson(api, 'POST', '/api/auth/device/code', null, { client_id: 'cli' })
    const { device_code } = codeOf(answer)
    const pending = await sendJson(api, 'POST', '/api/auth/device/token', null, { grant_type, device_code })
    expect(pending.body).toMatchObject({ error: 'authorization_pending' })
  })

  test('is refused by who says no, ends after 15 minutes, and no other code gets in', async () => {
    const ada = await signUp(api)
    const refused = await begin()
    expect((await answer(ada, refused.user_code, 'deny')).body).toEqual({ message: 'Device refused' })
    expect((await poll(refused.device_code)).body).toMatchObject({ error: 'access_denied' })
    expect((await poll('nonsense')).body).toMatchObject({ error: 'expired_token' })
    const late = await begin()
    api.wait(15 * 60_000)
    expect((await answer(await signUp(api), late.user_code)).status).toBe(404)
    expect((await poll(late.device_code)).body).toMatchObject({ error: 'expired_token' })
  })

  test.each([
    ['no client', '/api/auth/device/code', {}, 'client_id'],
    ['another grant', '/api/auth/device/token', { grant_type: 'password', device_code: 'x' }, 'grant_type'],
  ])('refuses %s and names the field', async (_, path, fields, field) => {
    const { status, body } = await sendForm(path, fields)
    expect([status, body]).toEqual([
      400,
      expect.objectContaining({ errors: [expect.objectContaining({ path: field })] }),
    ])
  })
})

describe('letting a device in', () => {
  test('is answered once, and again where the same request is sent again', async () => {
    const [ada, bob] = [await signUp(api), await signUp(api)]
    const { user_code } = await begin()
    const body = { user_code, answer: 'allow' }
    const headers = { 'idempotency-key': 'let-in' }
    expect((await ada.post(path, body, headers)).status).toBe(200)
    const repeated = await ada.post(path, body, headers)
    expect([repeated.status, repeated.headers.get('idempotency-replayed')]).toEqual([200, 'true'])
    expect((await look(ada, user_code)).status).toBe(404)
    expect((await answer(bob, user_code)).status).toBe(404)
  })

  test.each([
    ['no code', {}, 'user_code'],
    ['an empty code', { user_code: '', answer: 'allow' }, 'user_code'],
    ['another answer', { user_code: 'BCDF-GHJK', answer: 'perhaps' }, 'answer'],
    ['an unknown field', { user_code: 'BCDF-GHJK', answer: 'allow', scope: 'all' }, 'scope'],
  ])('refuses %s and names the field', async (_, body, field) => {
    const refused = await (await signUp(api)).post(path, body)
    expect([refused.status, refused.body]).toEqual([
      400,
      expect.objectContaining({ errors: expect.arrayContaining([expect.objectContaining({ path: field })]) }),
    ])
  })

  test('is for who signed in: not for a stranger, and not for a key', async () => {
    const ada = await signUp(api)
    const { user_code } = await begin()
    const query = `${path}?user_code=${user_code}`
    expect((await sendJson(api, 'GET', query, null)).status).toBe(401)
    expect((await sendJson(api, 'POST', path, null, { user_code, answer: 'allow' })).status).toBe(401)
    const made = await ada.post('/api/account/api-keys', { name: 'x', scopes: ['tasks:read', 'tasks:write'] })
    const key = asBearer(api, (made.body as { key: string }).key)
    expect((await key.get(query)).status).toBe(403)
    expect((await key.post(path, { user_code, answer: 'allow' })).status).toBe(403)
    expect((await look(ada, user_code)).status).toBe(200)
  })

  test('lets nobody guess codes, by looking or by answering', async () => {
    const [ada, bob] = [await signUp(api), await signUp(api)]
    const { user_code } = await begin()
    for (let count = 0; count < 10; count += 1) {
      expect((await look(ada, 'BBBB-BBBB')).status).toBe(404)
      expect((await answer(ada, 'BBBB-BBBB')).status).toBe(404)
    }
    const refused = await look(ada, user_code)
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([
      429,
      expect.stringMatching(/^\d+$/),
    ])
    expect((await answer(ada, user_code)).status).toBe(429)
    expect((await look(bob, user_code)).status).toBe(200)
  })
})
