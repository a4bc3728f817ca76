import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { startTestPostgres } from '@todo/testing/postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { address, newSite, type Site, type Started } from './server-process.ts'

let site: Site
beforeAll(() => {
  site = newSite()
})
afterAll(() => site.clear())

const command = async (env: Record<string, string>, ...args: string[]) => {
  const { ended, output } = site.start(env, 'apps/server/src/todo-server.ts', ...args)
  return { code: await ended, output: output() }
}

const credentials = { email: 'ada@example.org', password: 'a good password' }

/** What the API answers is described elsewhere; here two of its answers are read. */
const asRecord = (body: unknown) => body as Record<string, unknown>
const asTasks = (body: unknown) => body as { tasks: { title: string }[] }

async function post(url: string, path: string, body: object, token = ''): Promise<Record<string, unknown>> {
  const answer = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  })
  expect(answer.ok).toBe(true)
  return asRecord(await answer.json())
}

async function titlesAt(url: string): Promise<unknown> {
  const { accessToken } = await post(url, '/api/auth/login', credentials)
  const answer = await fetch(`${url}/api/tasks`, { headers: { authorization: `Bearer ${accessToken}` } })
  return asTasks(await answer.json()).tasks.map(({ title }) => title)
}

const sync = (url: string, token: string, query = '') =>
  fetch(`${url}/api/sync${query}`, { headers: { authorization: `Bearer ${token}` } })

/** Up to where a copy of the list would have followed its log. */
async function cursorAt(url: string): Promise<unknown> {
  const { accessToken } = await post(url, '/api/auth/login', credentials)
  return asRecord(await (await sync(url, `${accessToken}`)).json()).cursor
}

async function stopped({ child, ended }: Started): Promise<void> {
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
}

test("a running server's backup moves it to another folder, and to a database of another server", async () => {
  const file = join(site.folder, 'todo.backup')
  const server = site.start({})
  const url = await address(server)
  const { accessToken } = await post(url, '/api/auth/register', { ...credentials, name: 'Ada' })
  await post(url, '/api/tasks', { title: 'Pay rent' }, `${accessToken}`)

  expect(await command({}, 'backup', file)).toEqual({
    code: 0,
    output: `Wrote 1 account and 1 task to ${file}\n`,
  })
  const refused = await command({}, 'restore', file, '--replace')
  expect(refused).toMatchObject({
    code: 1,
    output: expect.stringContaining('is used by another todo server'),
  })
  await post(url, '/api/tasks', { title: 'Too late for the backup' }, `${accessToken}`)
  const cursor = await cursorAt(url)
  await stopped(server)

  const full = await command({}, 'restore', file)
  expect(full).toMatchObject({ code: 1, output: expect.stringContaining('The database is not empty') })
  expect((await command({}, 'restore', file, '--replace')).code).toBe(0)
  const again = site.start({})
  const restoredUrl = await address(again)
  expect(await titlesAt(restoredUrl)).toEqual(['Pay rent'])
  const { accessToken: token } = await post(restoredUrl, '/api/auth/login', credentials)
  await post(restoredUrl, '/api/tasks', { title: 'Another second event' }, `${token}`)
  expect((await sync(restoredUrl, `${token}`, `?since=${cursor}`)).status).toBe(410)
  await stopped(again)

  const { url: databaseUrl, drop } = await (await startTestPostgres()).emptyDatabase()
  const elsewhere = { DATABASE_URL: databaseUrl, TODO_DATA_DIR: join(site.folder, 'elsewhere') }
  const restored = await command(elsewhere, 'restore', file)
  expect(restored.output).toMatch(/^Restored 1 account and 1 task as they were at \d{4}-\d\d-\d\dT\S+Z$/m)
  const moved = site.start(elsewhere)
  expect(await titlesAt(await address(moved))).toEqual(['Pay rent'])
  await stopped(moved)
  await drop()
})

test('wrong usage and files that are none say so in a line', async () => {
  expect((await command({}, 'backup')).code).toBe(2)
  expect((await command({}, 'restore', 'a', 'b')).code).toBe(2)
  expect((await command({}, 'restore', 'a', '--force')).code).toBe(2)
  const none = join(site.folder, 'none')
  const { code, output } = await command({}, 'restore', none)
  expect(code).toBe(1)
  expect(output.trimEnd().split('\n').at(-1)).toMatch(/none cannot be read/)
  expect(existsSync(none)).toBe(false)
})
