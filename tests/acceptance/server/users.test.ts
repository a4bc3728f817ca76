import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Api, startApi } from '../api/api.ts'
import { asBearer, password, sendJson, signedInOf, signUp } from '../api/person.ts'

let api: Api
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.stop())

type Outcome = { code: number | null; stdout: string; stderr: string }

async function run(env: Record<string, string>, args: readonly string[], input = ''): Promise<Outcome> {
  const child = spawn(process.execPath, ['apps/server/src/todo-server.ts', ...args], {
    env: { ...process.env, ...env },
  })
  child.stdin.end(input)
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return { code, stdout, stderr }
}

const users = (args: readonly string[], input?: string) =>
  run({ DATABASE_URL: api.databaseUrl }, ['users', ...args], input)
const login = (email: string, given: string) =>
  sendJson(api, 'POST', '/api/auth/login', null, { email, password: given })

test('an account that an administrator makes can sign in, with the password given or made', async () => {
  const given = await users(
    ['create', 'Grace@example.org', '--name', 'Grace', '--password-stdin'],
    `${password}\n`,
  )
  expect(given).toMatchObject({ code: 0, stdout: 'Made an account for Grace@example.org.\n' })
  expect((await login('grace@example.org', password)).status).toBe(200)
  const { stdout } = await users(['create', 'made@example.org'])
  const made = /^Password: (\S+)$/m.exec(stdout)?.[1] ?? ''
  const { status, body } = await login('made@example.org', made)
  expect(status).toBe(200)
  const { accessToken } = body as { accessToken: string }
  await asBearer(api, accessToken).task()
  const listed = await users(['list'])
  expect(listed.stdout).toMatch(
    /^E-mail +Name +Since +Tasks\ngrace@example\.org +Grace +\d{4}-\d\d-\d\d +0\n/,
  )
  expect(listed.stdout).toMatch(/^made@example\.org +\d{4}-\d\d-\d\d +1$/m)
  const { users: rows } = JSON.parse((await users(['list', '--json'])).stdout)
  expect(rows).toMatchObject([{ email: 'grace@example.org', tasks: 0, disabled_at: null }, { tasks: 1 }])
})

test('another password signs out everywhere', async () => {
  const ada = await signUp(api)
  const { code, stdout } = await users(['reset-password', ada.email, '--password-stdin'], 'another horse\n')
  expect([code, stdout]).toEqual([0, `${ada.email} has another password and is signed out everywhere.\n`])
  expect((await login(ada.email, password)).status).toBe(401)
  expect((await login(ada.email, 'another horse')).status).toBe(200)
  await expect.poll(async () => (await ada.get('/api/tasks')).status, { timeout: 5_000 }).toBe(401)
})

test('a disabled account is let in nowhere until it is enabled', async () => {
  const ada = await signUp(api)
  const made = await ada.post('/api/account/api-keys', { name: 'x', scopes: ['tasks:read'] })
  const robot = asBearer(api, (made.body as { key: string }).key)
  expect((await robot.get('/api/tasks')).status).toBe(200)
  expect((await users(['disable', ada.email])).code).toBe(0)
  expect((await login(ada.email, password)).status).toBe(401)
  for (const each of [ada, robot]) {
    await expect.poll(async () => (await each.get('/api/tasks')).status, { timeout: 5_000 }).toBe(401)
  }
  expect((await users(['list'])).stdout).toMatch(new RegExp(`^${ada.email} .* disabled$`, 'm'))
  expect((await users(['enable', ada.email])).code).toBe(0)
  const again = await login(ada.email, password)
  expect(again.status).toBe(200)
  const { accessToken } = signedInOf(again.body)
  const { body } = await asBearer(api, accessToken).get('/api/account/sessions')
  expect(body).toMatchObject({ sessions: [{ current: true }] })
  expect((body as { sessions: unknown[] }).sessions).toHaveLength(1)
})

test.each([
  ['an unknown address', ['disable', 'nobody@example.org'], 1, 'Nobody has the address nobody@example.org\n'],
  ['no address', ['disable'], 2, 'Name one e-mail address\n'],
  ['an unknown flag', ['create', 'x@example.org', '--admin'], 2, "Unknown option '--admin'"],
  ['an unknown command', ['promote'], 2, '"users promote" is no command\n'],
])('%s is refused in a line', async (_, args, code, stderr) => {
  const outcome = await users(args)
  expect([outcome.code, outcome.stdout]).toEqual([code, ''])
  expect(outcome.stderr.startsWith(stderr)).toBe(true)
})

test('an address that has an account, or a password that cannot be one, is refused', async () => {
  const ada = await signUp(api)
  const create = (email: string, given: string) => users(['create', email, '--password-stdin'], given)
  expect((await create(ada.email.toUpperCase(), password)).stderr).toContain('has an account')
  expect((await create('short@example.org', 'short')).stderr).toBe('password: Use at least 8 characters\n')
})

test("commands work on the server's own database, also while it runs", async () => {
  const folder = mkdtempSync(join(tmpdir(), 'todo-users-'))
  chmodSync(folder, 0o755)
  const env = { HOST: '127.0.0.1', PORT: '0', TODO_DATA_DIR: join(folder, 'data'), DATABASE_URL: '' }
  expect((await run(env, ['users', 'create', 'first@example.org'])).code).toBe(0)
  const server = spawn(process.execPath, ['apps/server/src/main.ts'], { env: { ...process.env, ...env } })
  let said = ''
  server.stdout.setEncoding('utf8').on('data', (part: string) => {
    said += part
  })
  const ended = new Promise((resolve) => server.once('close', resolve))
  await expect.poll(() => said, { timeout: 30_000 }).toContain('Ready at')
  expect((await run(env, ['users', 'create', 'second@example.org'])).code).toBe(0)
  expect((await run(env, ['users', 'list'])).stdout).toMatch(/first@example\.org[\s\S]+second@example\.org/)
  server.kill('SIGTERM')
  await ended
  rmSync(folder, { recursive: true, force: true })
})
