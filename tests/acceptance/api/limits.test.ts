import { randomUUID } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import { type Api, startApi } from './api.ts'
import { asBearer, password, sendJson, signUp } from './person.ts'

type Options = NonNullable<Parameters<typeof startApi>[0]>

async function started(server: Options['server'], databaseUrl?: string): Promise<Api> {
  const api = await startApi({
    server: { rate_limit: 'normal', ...server },
    ...(databaseUrl && { databaseUrl }),
  })
  onTestFinished(() => api.stop())
  return api
}

const statuses = async (count: number, ask: () => Promise<{ status: number }>): Promise<number[]> => {
  const answers: number[] = []
  for (let turn = 0; turn < count; turn += 1) answers.push((await ask()).status)
  return answers
}

test('an account may send so many requests a minute, by token and by key, and is told how many are left', async () => {
  const api = await started({ rate_limit_account: 5 })
  const [ada, eve] = [await signUp(api), await signUp(api)]
  const made = await ada.post('/api/account/api-keys', { name: 'x', scopes: ['tasks:read'] })
  const robot = asBearer(api, (made.body as { key: string }).key)
  const second = await robot.get('/api/tasks')
  expect(second.headers.get('ratelimit-policy')).toBe('"address";q=6000;w=60, "account";q=5;w=60')
  expect(second.headers.get('ratelimit')).toMatch(/^"address";r=\d+;t=\d+, "account";r=3;t=\d+$/)
  expect(await statuses(4, () => ada.get('/api/tasks'))).toEqual([200, 200, 200, 429])
  const refused = await robot.get('/api/tasks')
  expect(refused.status).toBe(429)
  expect(refused.body).toMatchObject({ code: 'RATE_LIMITED', error: 'Too many requests' })
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(refused.headers.get('ratelimit')).toMatch(/"account";r=0;t=\d+$/)
  expect((await eve.get('/api/tasks')).status).toBe(200)
  api.wait(61_000)
  expect((await ada.get('/api/tasks')).status).toBe(200)
})

test('an address may send so many requests a minute on every route, whoever it says it is', async () => {
  const api = await started({ rate_limit_address: 5 })
  const ask = (path: string) => api.send(path, { headers: { 'x-forwarded-for': randomUUID() } })
  const paths = ['/api/openapi.json', '/api/tasks', '/.well-known/jwks.json', '/nowhere', '/api/tasks']
  const answers = []
  for (const path of paths) answers.push((await ask(path)).status)
  expect(answers).toEqual([200, 401, 200, 404, 429])
  expect(await statuses(3, () => ask('/health'))).toEqual([200, 200, 200])
})

test('behind a trusted proxy each caller counts alone, and an IPv6 customer as one', async () => {
  const api = await started({ rate_limit_address: 2, trusted_proxies: ['127.0.0.0/8', '::1'] })
  const from = (address: string) => api.send('/api/tasks', { headers: { 'x-forwarded-for': address } })
  expect(await statuses(3, () => from('192.0.2.1'))).toEqual([401, 401, 429])
  expect(await statuses(1, () => from('192.0.2.2'))).toEqual([401])
  for (const address of ['2001:db8::1', '2001:db8::2']) expect((await from(address)).status).toBe(401)
  expect((await from('2001:db8:0:0:9::')).status).toBe(429)
  expect((await from('2001:db8:0:1::')).status).toBe(401)
})

test('servers on one database count together', async () => {
  const here = await started({ rate_limit_account: 20 })
  const there = await started({ rate_limit_account: 20 }, here.databaseUrl)
  const ada = await signUp(here)
  const elsewhere = asBearer(there, ada.accessToken)
  expect(await statuses(15, () => ada.get('/api/tasks'))).not.toContain(429)
  expect((await elsewhere.get('/api/tasks')).status).toBe(200)
  expect((await elsewhere.get('/api/tasks')).status).toBe(200)
  await expect
    .poll(
      async () =>
        Number(
          /"account";r=(\d+)/.exec((await elsewhere.get('/api/tags')).headers.get('ratelimit') ?? '')?.[1],
        ),
      { interval: 500, timeout: 10_000 },
    )
    .toBeLessThan(4)
  expect(await statuses(4, () => elsewhere.get('/api/tasks'))).toContain(429)
})

test('servers on one database count failed attempts to sign in together, at once, and keep no address', async () => {
  const here = await started({ rate_limit: 'relaxed' })
  const there = await started({ rate_limit: 'relaxed' }, here.databaseUrl)
  const { email } = await signUp(here)
  const login = (api: Api, given: string) =>
    sendJson(api, 'POST', '/api/auth/login', null, { email, password: given })
  for (let turn = 0; turn < 5; turn += 1) {
    expect((await login(here, 'wrong')).status).toBe(401)
    expect((await login(there, 'wrong')).status).toBe(401)
  }
  expect((await login(here, password)).status).toBe(429)
  const refused = await login(there, password)
  expect([refused.status, refused.headers.get('ratelimit')]).toEqual([429, expect.stringContaining('r=0')])
  const { rows } = await here.pool.query('SELECT rate_limits::text AS row FROM rate_limits')
  expect(rows).not.toHaveLength(0)
  expect(JSON.stringify(rows)).not.toMatch(/example|127\.0/)
  here.wait(15 * 60_000)
  expect((await login(here, password)).status).toBe(200)
})

test('accounts made from one address are limited', async () => {
  const api = await started({})
  const register = () =>
    sendJson(api, 'POST', '/api/auth/register', null, { email: 'x@example.org', password })
  expect((await statuses(61, register)).slice(-2)).toEqual([400, 429])
  api.wait(61 * 60_000)
  expect((await register()).status).toBe(400)
})

test('many guesses at once are no way past the limit', async () => {
  const api = await started({ rate_limit: 'relaxed' })
  const { email } = await signUp(api)
  const guess = () => sendJson(api, 'POST', '/api/auth/login', null, { email, password: 'wrong' })
  const answers = await Promise.all(Array.from({ length: 30 }, guess))
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(10)
})

test('whoever holds a token cannot guess the password with it', async () => {
  const api = await started({ rate_limit: 'relaxed' })
  const ada = await signUp(api)
  const guess = () => ada.delete('/api/account', { password: 'wrong' })
  expect((await statuses(11, guess)).slice(-2)).toEqual([401, 429])
})

test('where limits are relaxed, only attempts to sign in are limited', async () => {
  const api = await started({ rate_limit: 'relaxed', rate_limit_account: 1, rate_limit_address: 1 })
  const ada = await signUp(api)
  expect(await statuses(5, () => ada.get('/api/tasks'))).toEqual([200, 200, 200, 200, 200])
  expect((await ada.get('/api/tasks')).headers.get('ratelimit')).toBeNull()
})
