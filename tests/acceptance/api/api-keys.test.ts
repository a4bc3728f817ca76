import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect, isHello, liveUrl } from '../realtime/live-client.ts'
import { type Answer, type Api, startApi } from './api.ts'
import { asBearer, type Person, signUp } from './person.ts'

let api: Api
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.stop())

const path = '/api/account/api-keys'
const both = ['tasks:read', 'tasks:write']
const dayMs = 24 * 3600 * 1000

type Made = { id: string; key: string }
type Listed = { id: string; name: string; last_used_at: string | null; expires_at: string | null }

/** Answers that were checked against the document. */
const madeOf = ({ body }: Answer): Made => body as Made
const listedOf = ({ body }: Answer): Listed[] => (body as { api_keys: Listed[] }).api_keys

const makeKey = async (person: Person, fields: object = {}): Promise<Made> =>
  madeOf(await person.post(path, { name: 'backup', scopes: both, ...fields }))

describe('POST /api/account/api-keys', () => {
  test('makes a key that works where a token does, and shows it once', async () => {
    const ada = await signUp(api)
    const answer = await ada.post(path, { name: ' backup ', scopes: ['tasks:write', 'tasks:read'] })
    expect(answer.status).toBe(201)
    expect(answer.body).toMatchObject({ name: 'backup', scopes: both, expires_at: null })
    const { id, key } = madeOf(answer)
    expect(key).toMatch(/^todo_[\w-]{43}$/)
    const { number } = await asBearer(api, key).task()
    expect((await ada.get(`/api/tasks/${number}`)).status).toBe(200)
    const list = await ada.get(path)
    expect(listedOf(list)).toMatchObject([{ id, name: 'backup', scopes: both }])
    expect(list.text).not.toContain(key)
    const { rows } = await api.pool.query('SELECT api_keys::text AS row FROM api_keys')
    expect(JSON.stringify(rows)).not.toContain(key.slice(5))
  })

  test('names the user and the client `api` as who made a change, whatever a header says', async () => {
    const ada = await signUp(api)
    const { key } = await makeKey(ada)
    await asBearer(api, key).post('/api/tasks', { title: 'x' }, { 'x-client': 'web', 'x-actor': 'system' })
    expect((await ada.get('/api/history')).body).toMatchObject({
      operations: [{ actor: 'user', client: 'api' }],
    })
  })

  test.each([
    ['no name', { name: ' ' }, 'name'],
    ['a long name', { name: 'x'.repeat(101) }, 'name'],
    ['a control character in the name', { name: 'a\u0000' }, 'name'],
    ['no scope', { scopes: [] }, 'scopes'],
    ['a scope that keys cannot have', { scopes: ['account'] }, 'scopes.0'],
    ['an end that has passed', { expires_at: '2020-01-01T00:00:00.000Z' }, 'expires_at'],
    ['an end that is no time', { expires_at: 'tomorrow' }, 'expires_at'],
    ['an unknown field', { admin: true }, 'admin'],
  ])('refuses %s and names the field', async (_, fields, field) => {
    const ada = await signUp(api)
    const { status, body } = await ada.post(path, { name: 'x', scopes: both, ...fields })
    expect(status).toBe(400)
    expect(body).toMatchObject({ errors: [{ path: field }] })
  })

  test('stops at a hundred for an account', async () => {
    const ada = await signUp(api)
    await api.pool.query(
      `INSERT INTO api_keys (user_id, name, hash, scopes)
       SELECT $1, 'x', gen_random_uuid()::text, '{tasks:read}' FROM generate_series(1, 99)`,
      [ada.userId],
    )
    expect((await ada.post(path, { name: 'x', scopes: both })).status).toBe(201)
    const refused = await ada.post(path, { name: 'x', scopes: both })
    expect(refused.status).toBe(409)
    expect(refused.body).toMatchObject({ code: 'TOO_MANY_API_KEYS' })
  })
})

test('a key ends when it was told to', async () => {
  const aging = await startApi()
  const ada = await signUp(aging)
  const expires_at = new Date(Date.now() + 10 * dayMs).toISOString()
  const { key } = await makeKey(ada, { expires_at })
  const forever = asBearer(aging, (await makeKey(ada)).key)
  const robot = asBearer(aging, key)
  aging.wait(10 * dayMs - 60_000)
  expect((await robot.get('/api/tasks')).status).toBe(200)
  aging.wait(61_000)
  expect((await robot.get('/api/tasks')).status).toBe(401)
  aging.wait(1000 * dayMs)
  expect((await forever.get('/api/tasks')).status).toBe(200)
  await aging.stop()
})

test('the list says when a key was last used, to the minute', async () => {
  const ada = await signUp(api)
  const { key } = await makeKey(ada)
  expect(listedOf(await ada.get(path))).toMatchObject([{ last_used_at: null }])
  await asBearer(api, key).get('/api/tasks')
  await expect.poll(async () => listedOf(await ada.get(path))[0]?.last_used_at).not.toBeNull()
})

describe('a revoked key', () => {
  test('counts no more at once, and its sockets close', async () => {
    const ada = await signUp(api)
    const { id, key } = await makeKey(ada)
    const other = asBearer(api, (await makeKey(ada)).key)
    const live = connect(liveUrl(api.url), key)
    await live.until(isHello)
    const robot = asBearer(api, key)
    await robot.task()
    const { status, body } = await ada.delete(`${path}/${id}`)
    expect([status, body]).toEqual([200, { message: 'API key revoked' }])
    expect((await robot.get('/api/tasks')).status).toBe(401)
    expect((await live.closed).code).toBe(4401)
    expect((await other.get('/api/tasks')).status).toBe(200)
    expect((await ada.delete(`${path}/${id}`)).status).toBe(404)
  })

  test('counts no more at another server within 5 seconds, also where it was not used there for long', async () => {
    const other = await startApi({ databaseUrl: api.databaseUrl })
    const ada = await signUp(api)
    const { id, key } = await makeKey(ada)
    const robot = asBearer(other, key)
    expect((await robot.get('/api/tasks')).status).toBe(200)
    await ada.delete(`${path}/${id}`)
    other.wait(5_000)
    expect((await robot.get('/api/tasks')).status).toBe(401)
    await other.stop()
  })
})

test('a key ends with its account, and where the account is disabled', async () => {
  const [ada, eve] = [await signUp(api), await signUp(api)]
  const robots = [asBearer(api, (await makeKey(ada)).key), asBearer(api, (await makeKey(eve)).key)]
  for (const robot of robots) expect((await robot.get('/api/tasks')).status).toBe(200)
  await ada.delete('/api/account', { password: ada.password })
  await api.pool.query('UPDATE users SET disabled_at = now() WHERE id = $1', [eve.userId])
  api.wait(5_000)
  for (const robot of robots) expect((await robot.get('/api/tasks')).status).toBe(401)
})

test('a session that ended before a server began is unknown to it from the first request', async () => {
  const ada = await signUp(api)
  await ada.post('/api/auth/logout')
  const later = await startApi({ databaseUrl: api.databaseUrl })
  expect((await asBearer(later, ada.accessToken).get('/api/tasks')).status).toBe(401)
  await later.stop()
})
