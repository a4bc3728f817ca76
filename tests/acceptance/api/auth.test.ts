import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Api, startApi } from './api.ts'
import { asBearer, password, sendJson, signedInOf, signUp } from './person.ts'

let api: Api
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.stop())

const post = (path: string, body?: unknown, token: string | null = null) =>
  sendJson(api, 'POST', path, token, body)
const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

describe('POST /api/auth/register', () => {
  test('makes an account and signs in', async () => {
    const email = `${randomUUID()}@example.org`
    const { status, body } = await post('/api/auth/register', { email, password, name: 'Ada' })
    expect(status).toBe(201)
    expect(body).toMatchObject({ user: { email, name: 'Ada', email_verified: false } })
    const { token, accessToken } = { token: '', ...signedInOf(body) }
    expect(token).toBe(accessToken)
    expect((await asBearer(api, accessToken).get('/api/tasks')).status).toBe(200)
  })

  test('refuses an address that has an account, in whatever case it is written', async () => {
    const { email } = await signUp(api)
    const { status, body } = await post('/api/auth/register', {
      email: email.toUpperCase(),
      password,
      name: 'B',
    })
    expect(status).toBe(400)
    expect(body).toMatchObject({ error: 'Email already exists', code: 'EMAIL_EXISTS' })
  })

  test('lets one of two registrations of the same address at once win', async () => {
    const email = `${randomUUID()}@example.org`
    const answers = await Promise.all(
      [1, 2].map(() => post('/api/auth/register', { email, password, name: 'Twin' })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 400])
  })

  test.each([
    ['a short password', { password: '1234567' }, 'password'],
    ['a long password', { password: 'x'.repeat(129) }, 'password'],
    ['no address', { email: 'nobody' }, 'email'],
    ['a control character in the address', { email: 'a\u0000b@example.org' }, 'email'],
    ['a control character in the name', { name: 'A\u0000' }, 'name'],
    ['an unknown zone', { timezone: 'Mars/Olympus' }, 'timezone'],
    ['an unknown field', { admin: true }, 'admin'],
    ['a number for a name', { name: 1 }, 'name'],
  ])('refuses %s and names the field', async (_, fields, path) => {
    const email = `${randomUUID()}@example.org`
    const { status, body } = await post('/api/auth/register', { email, password, name: 'Ada', ...fields })
    expect(status).toBe(400)
    expect(body).toMatchObject({ error: 'Validation error', code: 'VALIDATION_FAILED', errors: [{ path }] })
  })

  test('takes passwords of 8 and of 128 characters', async () => {
    for (const each of ['12345678', '🔑'.repeat(128)]) {
      const email = `${randomUUID()}@example.org`
      expect((await post('/api/auth/register', { email, password: each, name: 'A' })).status).toBe(201)
      expect((await post('/api/auth/login', { email, password: each })).status).toBe(200)
    }
  })

  test('is refused where registration is closed', async () => {
    const closed = await startApi({ auth: { registration: 'closed' } })
    const answer = await sendJson(closed, 'POST', '/api/auth/register', null, {
      email: 'ada@example.org',
      password,
      name: 'Ada',
    })
    await closed.stop()
    expect(answer.status).toBe(403)
    expect(answer.body).toMatchObject({ code: 'REGISTRATION_CLOSED' })
  })
})

describe('POST /api/auth/login', () => {
  test('signs in, whatever the case of the address', async () => {
    const { email } = await signUp(api)
    const { status, body } = await post('/api/auth/login', { email: email.toUpperCase(), password })
    expect(status).toBe(200)
    expect(Object.keys(signedInOf(body)).sort()).toEqual(['accessToken', 'refreshToken', 'user'])
  })

  test('answers the same for a wrong password, an unknown address and no address at all', async () => {
    const { email } = await signUp(api)
    const answers = await Promise.all([
      post('/api/auth/login', { email, password: 'wrong horse battery' }),
      post('/api/auth/login', { email: `${randomUUID()}@example.org`, password }),
      post('/api/auth/login', { email: "' OR 1=1 --", password }),
    ])
    for (const { status, body } of answers) {
      expect(status).toBe(401)
      expect(body).toMatchObject({ error: 'Invalid credentials', code: 'INVALID_CREDENTIALS' })
    }
  })

  test.each([
    'assistant',
    'Chat',
    'mcp',
    'mcp:claude',
    'server',
    'system',
    '',
    ' ',
    'a\u202eb',
    'x'.repeat(81),
  ])(
    'takes no client called %j, which would pass for another way in or could not be seen',
    async (client) => {
      const { email, password } = await signUp(api)
      const { status, body } = await api.send('/api/auth/login', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email, password, client }),
      })
      expect(status).toBe(400)
      expect(body).toMatchObject({ errors: [{ path: 'client' }] })
    },
  )

  test('says in history with which client a change was made', async () => {
    const { email } = await signUp(api)
    const { body } = await post('/api/auth/login', { email, password, client: 'cli' })
    const cli = asBearer(api, signedInOf(body).accessToken)
    await cli.task()
    expect((await cli.get('/api/history')).body).toMatchObject({
      operations: [{ kind: 'create', client: 'cli', actor: 'user' }],
    })
  })
})

describe('POST /api/auth/refresh', () => {
  test('gives another access token for a refresh token', async () => {
    const { refreshToken } = await signUp(api)
    const { status, body } = await post('/api/auth/refresh', undefined, refreshToken)
    expect(status).toBe(200)
    const { accessToken } = signedInOf(body)
    expect((await asBearer(api, accessToken).get('/api/tasks')).status).toBe(200)
  })

  test.each([
    ['no token', null],
    ['a token that is not one', 'x'.repeat(32)],
    ['a text that is no token', "'; DROP TABLE sessions"],
  ])('refuses %s', async (_, token) => {
    const { status, body } = await post('/api/auth/refresh', undefined, token)
    expect(status).toBe(401)
    expect(body).toMatchObject({ error: 'Invalid refresh token' })
  })

  test('refuses an access token, and an access token is no refresh token', async () => {
    const { accessToken, refreshToken } = await signUp(api)
    expect((await post('/api/auth/refresh', undefined, accessToken)).status).toBe(401)
    expect((await asBearer(api, refreshToken).get('/api/tasks')).status).toBe(401)
  })
})

describe('POST /api/auth/logout', () => {
  test('ends both tokens of the session at once, and no other session', async () => {
    const person = await signUp(api)
    const other = signedInOf((await post('/api/auth/login', { email: person.email, password })).body)
    const { status, body } = await person.post('/api/auth/logout')
    expect([status, body]).toEqual([200, { message: 'Logged out' }])
    expect((await person.get('/api/tasks')).status).toBe(401)
    expect((await post('/api/auth/refresh', undefined, person.refreshToken)).status).toBe(401)
    expect((await asBearer(api, other.accessToken).get('/api/tasks')).status).toBe(200)
  })
})

describe('the life of a session', () => {
  test('an access token lasts 15 minutes, a refresh token 7 days from its last use, 90 days at most', async () => {
    const aging = await startApi()
    const person = await signUp(aging)
    const refresh = () => sendJson(aging, 'POST', '/api/auth/refresh', person.refreshToken)
    aging.wait(14 * minuteMs)
    expect((await person.get('/api/tasks')).status).toBe(200)
    aging.wait(2 * minuteMs)
    expect((await person.get('/api/tasks')).status).toBe(401)
    for (let day = 6; day < 90; day += 6) {
      aging.wait(6 * dayMs)
      expect((await refresh()).status).toBe(200)
    }
    aging.wait(6 * dayMs)
    expect((await refresh()).status).toBe(401)
    const idle = await signUp(aging)
    aging.wait(8 * dayMs)
    expect((await sendJson(aging, 'POST', '/api/auth/refresh', idle.refreshToken)).status).toBe(401)
    await aging.stop()
  })

  test('leaves nothing behind once it is over', async () => {
    const aging = await startApi()
    const [idle, lively] = [await signUp(aging), await signUp(aging)]
    aging.wait(6 * dayMs)
    expect((await sendJson(aging, 'POST', '/api/auth/refresh', lively.refreshToken)).status).toBe(200)
    expect(await aging.sweepSessions()).toBe(0)
    aging.wait(dayMs)
    expect(await aging.sweepSessions()).toBe(1)
    expect((await sendJson(aging, 'POST', '/api/auth/refresh', idle.refreshToken)).status).toBe(401)
    expect((await sendJson(aging, 'POST', '/api/auth/refresh', lively.refreshToken)).status).toBe(200)
    await aging.stop()
  })
})

test('the keys that sign access tokens are published', async () => {
  const { status, body } = await api.send('/.well-known/jwks.json')
  expect(status).toBe(200)
  expect(body).toMatchObject({ keys: [{ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA' }] })
  expect(JSON.stringify(body)).not.toContain('"d"')
})

test('keys rotate without logging anyone out', async () => {
  const own = await startApi()
  const person = await signUp(own)
  const kids = async () => {
    const { body } = await own.send('/.well-known/jwks.json')
    return (body as { keys: { kid: string }[] }).keys.map(({ kid }) => kid)
  }
  const [first] = await kids()
  await own.pool.query('UPDATE jwks SET expires_at = now()')
  const answer = await sendJson(own, 'POST', '/api/auth/refresh', person.refreshToken)
  const later = signedInOf(answer.body).accessToken
  const [kept, added, ...more] = await kids()
  expect([kept, more]).toEqual([first, []])
  const header = JSON.parse(Buffer.from(later.split('.')[0] ?? '', 'base64url').toString())
  expect(header).toEqual({ alg: 'EdDSA', kid: added })
  for (const token of [person.accessToken, later]) {
    expect((await asBearer(own, token).get('/api/tasks')).status).toBe(200)
  }
  await own.stop()
})

describe('signing in too often', () => {
  const login = (email: string, given = password) => post('/api/auth/login', { email, password: given })

  test('is refused after ten failures for an account, whether it exists or not', async () => {
    const { email } = await signUp(api)
    for (const each of [email, `${randomUUID()}@example.org`]) {
      for (let count = 0; count < 10; count += 1) expect((await login(each, 'wrong')).status).toBe(401)
      const refused = await login(each.toUpperCase(), password)
      expect(refused.status).toBe(429)
      expect(refused.body).toMatchObject({ code: 'RATE_LIMITED' })
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
      expect(refused.headers.get('ratelimit')).toMatch(/^"sign-in";r=0;t=\d+/)
      expect(refused.headers.get('ratelimit-policy')).toMatch(/^"sign-in";q=10;w=900/)
    }
    expect((await login((await signUp(api)).email)).status).toBe(200)
  })

  test('counts only failures, and forgets them with the right password', async () => {
    const { email } = await signUp(api)
    for (let round = 0; round < 2; round += 1) {
      for (let count = 0; count < 9; count += 1) await login(email, 'wrong')
      expect((await login(email)).status).toBe(200)
    }
  })
})

describe('two servers on one database', () => {
  test('a session that was ended at one counts no more at the other within 5 seconds', async () => {
    const other = await startApi({ databaseUrl: api.databaseUrl })
    const person = await signUp(api)
    const elsewhere = asBearer(other, person.accessToken)
    expect((await elsewhere.get('/api/tasks')).status).toBe(200)
    await person.post('/api/auth/logout')
    await expect
      .poll(async () => (await elsewhere.get('/api/tasks')).status, { timeout: 5_000, interval: 200 })
      .toBe(401)
    await other.stop()
  })

  test('another secret signs nobody out, and signs in', async () => {
    const person = await signUp(api)
    const other = await startApi({
      databaseUrl: api.databaseUrl,
      auth: { jwt_secret: 'another secret, for instance of another data folder' },
    })
    const later = await signUp(other)
    expect((await asBearer(other, later.accessToken).get('/api/tasks')).status).toBe(200)
    expect((await asBearer(other, person.accessToken).get('/api/tasks')).status).toBe(200)
    expect((await sendJson(other, 'POST', '/api/auth/refresh', person.refreshToken)).status).toBe(200)
    await other.stop()
  })

  test('a key that one made is known to the other', async () => {
    const left = await startApi()
    const beside = await startApi({ databaseUrl: left.databaseUrl })
    const person = await signUp(left)
    expect((await asBearer(beside, person.accessToken).get('/api/tasks')).status).toBe(200)
    await left.pool.query(`UPDATE jwks SET expires_at = now() - interval '1 hour'`)
    const later = await signUp(left)
    expect((await asBearer(left, later.accessToken).get('/api/tasks')).status).toBe(200)
    for (const { accessToken } of [person, later]) {
      expect((await asBearer(beside, accessToken).get('/api/tasks')).status).toBe(200)
    }
    await beside.stop()
    await left.stop()
  })
})

test('pages of other origins may call the API only where they are allowed', async () => {
  const open = await startApi({ server: { allowed_origins: ['https://app.example'] } })
  const ask = (server: Api, origin: string) => server.send('/health', { headers: { origin } })
  const allowed = 'access-control-allow-origin'
  expect((await ask(open, 'https://app.example')).headers.get(allowed)).toBe('https://app.example')
  expect((await ask(open, 'https://evil.example')).headers.get(allowed)).toBeNull()
  expect((await ask(api, 'https://app.example')).headers.get(allowed)).toBeNull()
  await open.stop()
})
