import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Api, startApi } from './api.ts'
import { type MailServer, startMailServer } from './mail-server.ts'
import { asBearer, password, sendJson, signedInOf, signUp } from './person.ts'

let mail: MailServer
let api: Api
beforeAll(async () => {
  mail = await startMailServer()
  api = await startApi({
    smtp: { url: mail.url, from: 'Todo <todo@example.org>' },
    server: { public_url: 'https://todo.example/' },
  })
})
afterAll(async () => {
  await api.stop()
  await mail.stop()
})

const post = (path: string, body: unknown) => sendJson(api, 'POST', path, null, body)
const login = (email: string, given: string) => post('/api/auth/login', { email, password: given })

/** The token of the last letter of a kind that was sent to an address, once it has arrived. */
async function tokenFor(email: string, kind: 'reset-password' | 'verify-email', count = 1): Promise<string> {
  const found = () =>
    mail.letters.flatMap(({ to, text }) => {
      const token = new RegExp(`https://todo\\.example/${kind}\\?token=([\\w-]{43})`).exec(text)?.[1]
      return to.includes(email) && token !== undefined ? [token] : []
    })
  await expect.poll(() => found().length, { timeout: 10_000 }).toBeGreaterThanOrEqual(count)
  return found().at(-1) ?? ''
}

const form = (path: string, fields: Record<string, string>) =>
  fetch(api.url + path, { method: 'POST', body: new URLSearchParams(fields) })

describe('a forgotten password', () => {
  test('is replaced by the link of a mail, once, and every session ends', async () => {
    const ada = await signUp(api)
    expect((await post('/api/auth/forgot-password', { email: ada.email.toUpperCase() })).status).toBe(200)
    const token = await tokenFor(ada.email, 'reset-password')
    const reset = (given: string) => post('/api/auth/reset-password', { token, password: given })
    expect((await reset('short')).status).toBe(400)
    expect((await reset('another horse')).body).toEqual({ message: 'Password changed' })
    expect((await ada.get('/api/tasks')).status).toBe(401)
    expect((await sendJson(api, 'POST', '/api/auth/refresh', ada.refreshToken)).status).toBe(401)
    expect((await login(ada.email, password)).status).toBe(401)
    const { status, body } = await login(ada.email, 'another horse')
    expect([status, body]).toEqual([
      200,
      expect.objectContaining({ user: expect.objectContaining({ email_verified: true }) }),
    ])
    const again = await reset('yet another horse')
    expect([again.status, again.body]).toEqual([400, expect.objectContaining({ code: 'INVALID_MAIL_TOKEN' })])
  })

  test('is answered the same for an address without an account, and nothing is sent there', async () => {
    const ada = await signUp(api)
    const stranger = `${randomUUID()}@example.org`
    const answers = [
      await post('/api/auth/forgot-password', { email: stranger }),
      await post('/api/auth/forgot-password', { email: 'no address' }),
      await post('/api/auth/forgot-password', { email: ada.email }),
    ]
    const [first] = answers
    for (const { status, body } of answers) expect([status, body]).toEqual([200, first?.body])
    await tokenFor(ada.email, 'reset-password')
    expect(mail.letters.some(({ to }) => to.includes(stranger))).toBe(false)
  })

  test('has a link for an hour, and for the address of the account only', async () => {
    const aging = await startApi({ databaseUrl: api.databaseUrl })
    const [ada, eve] = [await signUp(api), await signUp(api)]
    for (const { email } of [ada, eve]) await post('/api/auth/forgot-password', { email })
    const late = { token: await tokenFor(ada.email, 'reset-password'), password: 'another horse' }
    aging.wait(61 * 60_000)
    expect((await sendJson(aging, 'POST', '/api/auth/reset-password', null, late)).status).toBe(400)
    const token = await tokenFor(eve.email, 'reset-password')
    await eve.patch('/api/account', { email: `${randomUUID()}@example.org`, current_password: password })
    expect((await post('/api/auth/reset-password', { token, password: 'another horse' })).status).toBe(400)
    await aging.stop()
  })

  test('fills nobody’s mail box', async () => {
    const ada = await signUp(api)
    for (let count = 0; count < 8; count += 1) {
      expect((await post('/api/auth/forgot-password', { email: ada.email })).status).toBe(200)
    }
    await tokenFor(ada.email, 'reset-password', 5)
    const sent = mail.letters.filter(
      ({ to, text }) => to.includes(ada.email) && text.includes('reset-password'),
    )
    expect(sent).toHaveLength(5)
  })

  test('can be replaced on a plain page, which only changes something when its button is pressed', async () => {
    const ada = await signUp(api)
    await post('/api/auth/forgot-password', { email: ada.email })
    const token = await tokenFor(ada.email, 'reset-password')
    const shown = await fetch(`${api.url}/reset-password?token=${token}"><script>`)
    expect(shown.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/)
    expect(await shown.text()).not.toContain('<script>')
    const short = await form('/reset-password', { token, password: 'short' })
    expect([short.status, await short.text()]).toEqual([
      400,
      expect.stringContaining('at least 8 characters'),
    ])
    expect((await form('/reset-password', { token, password: 'another horse' })).status).toBe(200)
    expect((await login(ada.email, 'another horse')).status).toBe(200)
    expect((await form('/reset-password', { token, password: 'another horse' })).status).toBe(400)
  })
})

describe('an address', () => {
  test('is proved by the link of a mail that comes with the account, or is asked for again', async () => {
    const [ada, eve] = [await signUp(api), await signUp(api)]
    const verified = async (person: typeof ada) => (await person.get('/api/account')).body
    const token = await tokenFor(ada.email, 'verify-email')
    expect((await fetch(`${api.url}/verify-email?token=${token}`)).status).toBe(200)
    expect(await verified(ada)).toMatchObject({ user: { email_verified: false } })
    expect((await post('/api/auth/verify-email', { token })).status).toBe(200)
    expect(await verified(ada)).toMatchObject({ user: { email_verified: true } })
    expect((await post('/api/auth/verify-email', { token })).status).toBe(400)
    await eve.post('/api/account/verify-email')
    expect(
      (await form('/verify-email', { token: await tokenFor(eve.email, 'verify-email', 2) })).status,
    ).toBe(200)
    expect(await verified(eve)).toMatchObject({ user: { email_verified: true } })
  })

  test('is changed by who knows the password, is to be proved anew, and the old one is told', async () => {
    const ada = await signUp(api)
    const email = `${randomUUID()}@example.org`
    const change = (fields: object) => ada.patch('/api/account', { email: email.toUpperCase(), ...fields })
    expect((await change({})).body).toMatchObject({ errors: [{ path: 'current_password' }] })
    expect((await change({ current_password: 'wrong' })).status).toBe(401)
    const { body } = await change({ current_password: password, name: 'Lady Ada' })
    expect(body).toMatchObject({ user: { email, email_verified: false, name: 'Lady Ada' } })
    await tokenFor(email, 'verify-email')
    await expect
      .poll(() =>
        mail.letters.some(({ to, text }) => to.includes(ada.email) && text.includes('another address')),
      )
      .toBe(true)
    expect((await login(email, password)).status).toBe(200)
    expect((await login(ada.email, password)).status).toBe(401)
    const eve = await signUp(api)
    const taken = await eve.patch('/api/account', { email, current_password: password })
    expect(taken.body).toMatchObject({ code: 'EMAIL_EXISTS' })
  })
})

test('where no mail server is configured, that is said; where it cannot be reached, nobody waits', async () => {
  const silent = await startApi()
  const answer = await sendJson(silent, 'POST', '/api/auth/forgot-password', null, { email: 'a@example.org' })
  expect([answer.status, answer.body]).toEqual([
    404,
    expect.objectContaining({ code: 'MAIL_NOT_CONFIGURED' }),
  ])
  await silent.stop()
  const broken = await startApi({ smtp: { url: 'smtp://127.0.0.1:1', from: 'a@example.org' } })
  const ada = await signUp(broken)
  const later = await sendJson(broken, 'POST', '/api/auth/forgot-password', null, { email: ada.email })
  expect(later.status).toBe(200)
  await expect.poll(() => broken.logged.some((line) => line.includes('could not be sent'))).toBe(true)
  expect(broken.logged.join('')).not.toContain(ada.email)
  await broken.stop()
})

test('a token of a mail is kept as a hash', async () => {
  const ada = await signUp(api)
  const token = await tokenFor(ada.email, 'verify-email')
  const { rows } = await api.pool.query('SELECT verifications::text AS row FROM verifications')
  expect(rows).not.toHaveLength(0)
  expect(JSON.stringify(rows)).not.toContain(token)
  const signedIn = signedInOf((await login(ada.email, password)).body)
  expect((await asBearer(api, signedIn.accessToken).get('/api/tasks')).status).toBe(200)
})
