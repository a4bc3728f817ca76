import { randomUUID } from 'node:crypto'
import { createClient, memoryCredentials, SignedOutError } from '@todo/client'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type Api, startApi } from './api.ts'
import { checkedFetch } from './checked-fetch.ts'
import { type MailServer, startMailServer } from './mail-server.ts'
import { password } from './person.ts'

let mail: MailServer
let api: Api
beforeAll(async () => {
  mail = await startMailServer()
  api = await startApi({ smtp: { url: mail.url, from: 'Todo <todo@example.org>' } })
})
afterAll(async () => {
  await api.stop()
  await mail.stop()
})

const problems: unknown[] = []
afterEach(() => expect(problems.splice(0)).toEqual([]))

function signedOut(fetch = checkedFetch(api, problems)) {
  const credentials = memoryCredentials()
  return { credentials, client: createClient({ url: api.url, credentials, fetch }) }
}

async function signedUp(fetch = checkedFetch(api, problems)) {
  const made = signedOut(fetch)
  const email = `${randomUUID()}@example.org`
  await made.client.register({ email, password, name: 'Ada', client: 'web', timezone: 'Asia/Tokyo' })
  return { ...made, email }
}

/** A line that breaks once, after the server has carried out the call. */
function breakingAfter(path: string): typeof fetch {
  const send = checkedFetch(api, problems)
  let isBroken = false
  return async (input, init) => {
    const response = await send(input, init)
    if (isBroken || new URL(String(input)).pathname !== path) return response
    isBroken = true
    throw new TypeError('the line broke')
  }
}

async function tokenFor(email: string, kind: 'reset-password' | 'verify-email'): Promise<string> {
  const found = () =>
    mail.letters.flatMap(({ to, text }) => {
      const token = new RegExp(`/${kind}\\?token=([\\w-]{43})`).exec(text)?.[1]
      return to.includes(email) && token !== undefined ? [token] : []
    })
  await expect.poll(() => found().length, { timeout: 10_000 }).toBeGreaterThanOrEqual(1)
  return found().at(-1) ?? ''
}

describe('the client', () => {
  test('makes tasks from lines of text, and says how a line is read', async () => {
    const { client } = await signedUp()
    const id = randomUUID()
    const made = await client.quickAdd({ text: 'Pay rent p1 #home', id })
    expect(made).toMatchObject({
      replayed: false,
      task: { id, title: 'Pay rent', priority: 'high', tags: ['home'], dueDate: null },
      explain: { title: 'Pay rent', spans: [{ kind: 'priority' }, { kind: 'tag' }] },
    })
    const operationId = made.operationId ?? ''
    expect(await client.quickAdd({ text: 'Pay rent p1 #home', id }, { operationId })).toEqual({
      ...made,
      replayed: true,
    })
    const read = await client.explain({ text: 'Call mom 3/4', locale: 'en-GB' })
    expect([read.title, read.due_date?.slice(5)]).toEqual(['Call mom', '04-03'])
    await expect(client.quickAdd({ text: ' ' })).rejects.toMatchObject({ issues: [{ path: 'text' }] })
    expect((await client.list()).total).toBe(1)
  })

  test('changes the account, and takes a wrong password for one, not for the end of the session', async () => {
    const { client, credentials, email } = await signedUp()
    const kept = await credentials.get()
    const { user } = await client.updateAccount({ name: 'Ada L.', timezone: null, locale: 'en-GB' })
    expect(user).toMatchObject({ email, name: 'Ada L.', timezone: null, locale: 'en-GB' })
    const refused = { status: 401, code: 'INVALID_CREDENTIALS' }
    const other = `${randomUUID()}@example.org`
    const move = (current_password: string) => client.updateAccount({ email: other, current_password })
    await expect(move('wrong')).rejects.toMatchObject(refused)
    expect((await move(password)).user.email).toBe(other)
    const change = (current_password: string) =>
      client.changePassword({ current_password, new_password: 'another horse' })
    await expect(change('wrong')).rejects.toMatchObject(refused)
    await change(password)
    expect(await credentials.get()).toEqual(kept)
    expect((await client.account()).user.email).toBe(other)
  })

  test('lists and ends sessions', async () => {
    const { client, email } = await signedUp()
    const { client: phone } = signedOut()
    await phone.login({ email, password, client: 'phone' })
    const sessions = await client.sessions()
    expect(sessions.map((session) => [session.client, session.current]).toSorted()).toEqual([
      ['phone', false],
      ['web', true],
    ])
    await client.endSession(sessions.find((session) => !session.current)?.id ?? '')
    await expect(phone.list()).rejects.toBeInstanceOf(SignedOutError)
    expect(await client.sessions()).toHaveLength(1)
    await expect(client.endSession(randomUUID())).rejects.toMatchObject({ code: 'NOT_FOUND', status: 404 })
  })

  test('makes, lists and revokes API keys, and works with one', async () => {
    const { client } = await signedUp()
    const { id, key } = await client.createApiKey({ name: 'backup', scopes: ['tasks:read'] })
    expect(await client.apiKeys()).toMatchObject([{ id, name: 'backup', expires_at: null }])
    const credentials = memoryCredentials({ kind: 'token', token: key })
    const program = createClient({ url: api.url, credentials, fetch: checkedFetch(api, problems) })
    expect((await program.list()).total).toBe(0)
    await expect(program.create({ title: 'x' })).rejects.toMatchObject({ code: 'INSUFFICIENT_SCOPE' })
    await client.revokeApiKey(id)
    await expect(program.list()).rejects.toBeInstanceOf(SignedOutError)
    expect(await client.apiKeys()).toEqual([])
  })

  test('writes on the account once over a line that breaks after the server', async () => {
    const keys = await signedUp(breakingAfter('/api/account/api-keys'))
    const made = await keys.client.createApiKey({ name: 'backup', scopes: ['tasks:read'] })
    expect((await keys.client.apiKeys()).map(({ id }) => id)).toEqual([made.id])
    const { client } = await signedUp(breakingAfter('/api/account/password'))
    await client.changePassword({ current_password: password, new_password: 'another horse' })
  })

  test('lets a device in once its user has confirmed it', async () => {
    const { client: ada, email } = await signedUp()
    const { client, credentials } = signedOut()
    const { device_code, user_code, interval } = await client.beginDevice('cli')
    expect(await client.pollDevice(device_code)).toBe('authorization_pending')
    expect(await client.pollDevice(device_code)).toBe('slow_down')
    expect(await ada.waitingDevice(user_code)).toMatchObject({ client: 'cli', user_code })
    await ada.answerDevice({ user_code, answer: 'allow' })
    api.wait(interval * 1000)
    expect(await client.pollDevice(device_code)).toBe('allowed')
    expect(await credentials.get()).toMatchObject({ kind: 'session' })
    expect(await client.account()).toMatchObject({ client: 'cli', user: { email } })
    expect(await client.pollDevice(device_code)).toBe('expired_token')
    await expect(client.beginDevice('a\nb')).rejects.toMatchObject({ issues: [{ path: 'client_id' }] })
    await expect(client.pollDevice('x'.repeat(1001))).rejects.toMatchObject({ code: 'VALIDATION_FAILED' })
  })

  test('proves an address and gets a new password by mail', async () => {
    const { client, email } = await signedUp()
    await client.verifyEmail(await tokenFor(email, 'verify-email'))
    expect((await client.account()).user.email_verified).toBe(true)
    await client.askToVerifyEmail()
    const { client: stranger } = signedOut()
    await stranger.forgotPassword(email)
    const token = await tokenFor(email, 'reset-password')
    await stranger.resetPassword({ token, password: 'another horse' })
    await stranger.login({ email, password: 'another horse' })
    await expect(client.list()).rejects.toBeInstanceOf(SignedOutError)
    const again = stranger.resetPassword({ token, password: 'another horse' })
    await expect(again).rejects.toMatchObject({ code: 'INVALID_MAIL_TOKEN', status: 400 })
  })

  test('deletes the account, and is signed out then', async () => {
    const { client, credentials, email } = await signedUp()
    await expect(client.deleteAccount('wrong')).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' })
    expect(await credentials.get()).not.toBeNull()
    await client.deleteAccount(password)
    expect(await credentials.get()).toBeNull()
    await expect(client.login({ email, password })).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' })
  })

  test('signs out once and without a complaint over a line that breaks after the server', async () => {
    const { client, credentials } = await signedUp(breakingAfter('/api/auth/logout'))
    await client.logout()
    expect(await credentials.get()).toBeNull()
  })

  test('gives a person everything that is kept about them, which another account takes in as a list', async () => {
    const { client, email } = await signedUp()
    const key = await client.createApiKey({ name: 'Backup', scopes: ['tasks:read'] })
    const { task } = await client.create({ title: 'Buy milk' })
    let text = ''
    for await (const piece of client.exportAccount()) text += piece
    const kept = JSON.parse(text)
    expect(kept).toMatchObject({
      account: { email, name: 'Ada', timezone: 'Asia/Tokyo' },
      sessions: [{ client: 'web', current: true }],
      api_keys: [{ id: key.id, name: 'Backup' }],
      version: 1,
      tasks: [{ id: task.id, title: 'Buy milk' }],
      operations: [{ kind: 'create' }],
    })
    expect(text).not.toContain(key.key)
    const other = await signedUp()
    expect(await other.client.import({ format: 'json', content: text })).toMatchObject({
      created: 1,
      errors: [],
    })
  })
})
