import type { DeviceCodeAnswer, DeviceTokenAnswer } from '@todo/core/schemas'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Answer, type Api, startApi } from './api.ts'
import { asBearer, password, sendJson, signUp } from './person.ts'

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

async function confirm(fields: Record<string, string>): Promise<{ status: number; text: string }> {
  const response = await fetch(`${api.url}/device`, { method: 'POST', body: new URLSearchParams(fields) })
  return { status: response.status, text: await response.text() }
}

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
    const done = await confirm({ user_code: typed, email: ada.email, password, answer: 'allow' })
    expect([done.status, done.text]).toEqual([200, expect.stringContaining('signed in')])
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
    const answer = { user_code: refused.user_code, email: ada.email, password, answer: 'deny' }
    expect((await confirm(answer)).text).toContain('refused')
    expect((await poll(refused.device_code)).body).toMatchObject({ error: 'access_denied' })
    expect((await poll('nonsense')).body).toMatchObject({ error: 'expired_token' })
    const late = await begin()
    api.wait(15 * 60_000)
    expect((await confirm({ ...answer, user_code: late.user_code, answer: 'allow' })).status).toBe(400)
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

describe('the page that confirms a device', () => {
  test('names the client that waits, and keeps what was typed out of the markup', async () => {
    const { user_code } = await begin()
    const shown = await fetch(`${api.url}/device?user_code=${user_code}`)
    expect(await shown.text()).toContain('<strong>cli</strong> asks to sign in')
    expect(shown.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    const hostile = await fetch(`${api.url}/device?user_code=${encodeURIComponent('"><script>')}`)
    expect(await hostile.text()).not.toContain('<script>')
  })

  test('refuses a wrong password, counts it, and lets nobody guess codes', async () => {
    const ada = await signUp(api)
    const { user_code } = await begin()
    const answer = { email: ada.email, password, answer: 'allow' }
    const wrong = await confirm({ ...answer, user_code, password: 'wrong' })
    expect([wrong.status, wrong.text]).toEqual([401, expect.stringContaining('Invalid credentials')])
    for (let count = 0; count < 20; count += 1) {
      const guess = await confirm({ ...answer, user_code: 'BBBB-BBBB' })
      expect(guess.status).toBe(count < 19 ? 400 : 429)
    }
    expect((await confirm({ ...answer, user_code })).status).toBe(429)
  })
})
