import { join } from 'node:path'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@todo/store/postgres/embedded'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { connect, isHello, liveUrl } from '../acceptance/realtime/live-client.ts'
import { address, newSite, type Site } from '../acceptance/server/server-process.ts'
import { type Pooler, startPgBouncer } from './pgbouncer.ts'

let site: Site
let database: EmbeddedPostgres
let pooler: Pooler
let servers: string[] = []
let settings: Record<string, string> = {}

const startDatabase = () => startEmbeddedPostgres({ dataDir: join(site.folder, 'database'), log: () => {} })

beforeAll(async () => {
  site = newSite()
  database = await startDatabase()
  pooler = await startPgBouncer(database.url)
  settings = {
    DATABASE_URL: pooler.url(database.url),
    DATABASE_DIRECT_URL: database.url,
    DATABASE_PREPARED: 'off',
    JWT_SECRET: 'one secret for two servers, long enough',
  }
  const first = site.start(settings)
  servers = [await address(first), await address(site.start(settings))]
  expect(first.output()).toContain('Brought the database up to date')
})

afterAll(async () => {
  await site.clear()
  await pooler.stop()
  await database.stop()
})

type Answer = { status: number; headers: Headers; body: Record<string, unknown> }

/** Bodies are described elsewhere; here single members are looked at. */
const asRecord = (body: unknown) => body as Record<string, unknown>

async function send(method: string, path: string, token?: unknown, body?: object): Promise<Answer> {
  const { status, headers, ...answer } = await request(method, path, token, body)
  return { status, headers, body: answer.text.startsWith('{') ? asRecord(JSON.parse(answer.text)) : {} }
}

async function request(method: string, path: string, token?: unknown, body?: object) {
  const answer = await fetch(`${servers[0]}${path}`, {
    method,
    headers: {
      ...(body && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    ...(body && { body: JSON.stringify(body) }),
  })
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}

async function signUp(email: string): Promise<string> {
  const { body } = await send('POST', '/api/auth/register', undefined, {
    email,
    password: 'a good password',
    name: 'Ada',
  })
  return `${body.accessToken}`
}

test('the API works behind the pooler, for many at once', async () => {
  const token = await signUp('ada@example.org')
  const login = { email: 'ada@example.org', password: 'a good password' }
  expect((await send('POST', '/api/auth/login', undefined, login)).status).toBe(200)
  const made = await Promise.all(
    Array.from({ length: 30 }, (_, n) => send('POST', '/api/tasks', token, { title: `Task ${n}` })),
  )
  expect(made.map(({ status }) => status)).toEqual(Array.from({ length: 30 }, () => 201))
  const [first] = made
  const one = `/api/tasks/${asRecord(first?.body.task).id}`
  expect(await send('PATCH', one, token, { status: 'done' })).toMatchObject({
    status: 200,
    body: { task: { status: 'done' } },
  })
  expect((await send('POST', '/api/undo', token, {})).status).toBe(200)
  expect((await send('GET', one, token)).body).toMatchObject({ task: { status: 'pending' } })
  expect((await send('GET', '/api/tasks?q=task', token)).body).toMatchObject({ total: 30 })
  expect((await send('DELETE', one, token)).status).toBe(200)
  expect((await send('GET', '/api/tasks', token)).body).toMatchObject({ total: 29 })
  expect((await send('GET', '/api/sync', token)).status).toBe(200)
})

test('what is written at one server arrives at the sockets of another', async () => {
  const token = await signUp('grace@example.org')
  const live = connect(liveUrl(servers[1] ?? ''), token)
  await live.until(isHello)
  await send('POST', '/api/tasks', token, { title: 'Pay rent' })
  await live.until((frame) => 'seq' in frame && frame.seq === 1)
})

test('accounts are administered and a backup is made behind the pooler', async () => {
  const file = join(site.folder, 'todo.backup')
  for (const args of [
    ['users', 'list'],
    ['backup', file],
  ]) {
    const { ended, output } = site.start(settings, 'apps/server/src/todo-server.ts', ...args)
    expect({ code: await ended, output: output() }).toMatchObject({ code: 0 })
  }
})

test('while the database is gone requests are 503, and service resumes by itself', async () => {
  const token = await signUp('edith@example.org')
  const created = await send('POST', '/api/tasks', token, { title: 'Kept' })
  expect(created.status).toBe(201)
  await database.stop()
  for (const path of ['/api/tasks', '/ready']) {
    const { status, headers } = await send('GET', path, token)
    expect({ path, status }).toEqual({ path, status: 503 })
    expect(headers.get('retry-after')).toMatch(/^\d+$/)
  }
  expect((await send('GET', '/health')).status).toBe(200)
  database = await startDatabase()
  await vi.waitFor(async () => expect((await send('GET', '/ready')).status).toBe(200), {
    timeout: 30_000,
    interval: 100,
  })
  expect((await send('GET', '/api/tasks', token)).body).toMatchObject({ total: 1 })
  const live = connect(liveUrl(servers[1] ?? ''), token)
  await live.until(isHello)
  await send('POST', '/api/tasks', token, { title: 'And told to others again' })
  await live.until((frame) => 'seq' in frame && frame.seq === 2)
})
