import { once } from 'node:events'
import { readdirSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { address, newSite, type Site } from './server-process.ts'

let site: Site
let folder = ''
const start: Site['start'] = (env, ...script) => site.start(env, ...script)

beforeEach(() => {
  site = newSite()
  folder = site.folder
})

afterEach(() => site.clear())

async function register(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/auth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'ada@example.org', password: 'a good password', name: 'Ada' }),
  })
  const body: unknown = await answer.json()
  if (typeof body !== 'object' || !body || !('accessToken' in body)) throw new Error(JSON.stringify(body))
  return String(body.accessToken)
}

const add = (url: string, token: string, title: string): Promise<Response> =>
  fetch(`${url}/api/tasks`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ title }),
  })

const titles = async (url: string, token: string): Promise<string> =>
  (await fetch(`${url}/api/tasks?sort=number`, { headers: { authorization: `Bearer ${token}` } })).text()

/** A request of which a part is on its way. */
async function beginUpload(url: string, token: string): Promise<{ finish(): void; answer: Promise<string> }> {
  const body = JSON.stringify({ title: 'Buy milk' })
  const head = [
    'POST /api/tasks HTTP/1.1',
    'Host: localhost',
    `Authorization: Bearer ${token}`,
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
  ]
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  const answer = text(socket).catch(() => '')
  socket.write([...head, '', body.slice(0, 5)].join('\r\n'))
  await (await fetch(`${url}/ready`)).text()
  return { finish: () => socket.write(body.slice(5)), answer }
}

async function occupy(): Promise<{ server: Server; port: number }> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const bound = server.address()
  return { server, port: typeof bound === 'object' && bound ? bound.port : 0 }
}

describe('npm start', () => {
  it('serves the API, keeps its data over a restart, and stops everything on Ctrl-C', async () => {
    const first = start({})
    const url = await address(first)
    expect(await (await fetch(`${url}/ready`)).json()).toEqual({ status: 'ready' })
    const token = await register(url)
    expect((await add(url, token, 'Buy milk')).status).toBe(201)
    first.child.kill('SIGINT')
    expect(await first.ended).toBe(0)
    expect(first.output().match(/http:\/\//g)).toHaveLength(1)
    expect(readdirSync(join(folder, 'data', 'postgres'), { recursive: true })).not.toContain('postmaster.pid')

    const again = await address(start({}))
    expect(await titles(again, token)).toContain('Buy milk')
  })

  it('answers what is under way when it is told to stop, and leaves at once when told twice', async () => {
    let token: string | null = null
    for (const isToldTwice of [false, true]) {
      const server = start({})
      const url = await address(server)
      token ??= await register(url)
      const upload = await beginUpload(url, token)
      server.child.kill('SIGTERM')
      await vi.waitFor(() => expect(server.output()).toContain('Stopping'))
      if (isToldTwice) server.child.kill('SIGINT')
      else upload.finish()
      expect(await server.ended).toBe(isToldTwice ? 130 : 0)
      expect(await upload.answer).toMatch(
        isToldTwice ? /^$/ : /^HTTP\/1.1 201 Created\r\n.*^connection: close\r\n/ms,
      )
    }
  })

  it('loses nothing that was acknowledged when it is killed, and starts again on what it left behind', async () => {
    const first = start({})
    const url = await address(first)
    const token = await register(url)
    for (let count = 1; count <= 5; count += 1)
      expect((await add(url, token, `Task ${count}`)).status).toBe(201)
    first.child.kill('SIGKILL')
    await first.ended
    const again = await address(start({}))
    const text = await titles(again, token)
    for (let count = 1; count <= 5; count += 1) expect(text).toContain(`Task ${count}`)
  })

  it('goes on, and stops as it should, where nobody reads any more what it says', async () => {
    const started = start({ LOG_LEVEL: 'DEBUG' })
    const url = await address(started)
    const token = await register(url)
    started.child.stdout?.destroy()
    started.child.stderr?.destroy()
    for (const title of ['One', 'Two', 'Three']) expect((await add(url, token, title)).status).toBe(201)
    // A warning is written at once.
    await fetch(`${url}/api/auth/login`, { method: 'POST', body: '{' })
    expect(JSON.parse(await titles(url, token))).toMatchObject({ total: 3 })
    const ended = once(started.child, 'exit')
    started.child.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
  })

  it('says in one line that the port is in use, before it touches the data folder', async () => {
    const { server, port } = await occupy()
    const started = start({ PORT: String(port) })
    expect(await started.ended).toBe(1)
    expect(started.output()).toBe(
      `Port ${port} is in use. Stop what uses it, or choose another: PORT=${port + 1} npm start\n`,
    )
    expect(readdirSync(folder)).not.toContain('postgres')
    server.close()
  })

  it('says in one line that another server holds the data folder', async () => {
    await address(start({}))
    const second = start({})
    expect(await second.ended).toBe(1)
    expect(second.output().trim().split('\n').at(-1)).toMatch(/is used by another todo server/)
    expect(second.output()).not.toMatch(/\bat .*\.ts:\d+/)
  })

  it('says in one line that the data folder cannot be written', async () => {
    writeFileSync(join(folder, 'file'), '')
    const started = start({ TODO_DATA_DIR: join(folder, 'file', 'data') })
    expect(await started.ended).toBe(1)
    expect(started.output().trim().split('\n')).toHaveLength(1)
    expect(started.output()).toMatch(/TODO_DATA_DIR/)
  })

  it('names every bad setting at once', async () => {
    const started = start({ PORT: 'eighty', DATABASE_URL: 'mysql://nowhere' })
    expect(await started.ended).toBe(1)
    expect(started.output()).toMatch(/PORT/)
    expect(started.output()).toMatch(/DATABASE_URL/)
  })

  it('warns where anyone on the network could register', async () => {
    const open = start({ HOST: '0.0.0.0' })
    await address(open)
    expect(open.output()).toMatch(/anyone who reaches it can register/)
  })

  it('says that the configured database cannot be reached', async () => {
    const { server, port } = await occupy()
    server.close()
    const started = start({ DATABASE_URL: `postgresql://todo:secret@127.0.0.1:${port}/todo` })
    expect(await started.ended).toBe(1)
    expect(started.output()).not.toContain('secret')
    expect(started.output()).not.toMatch(/\bat .*\.ts:\d+/)
  })
})

describe('npm run migrate', () => {
  it('brings the database up to date, and says so when it is', async () => {
    for (const expected of [/Applied 001_initial, /, /The database is up to date/]) {
      const migrating = start({}, 'apps/server/src/todo-server.ts', 'migrate')
      expect(await migrating.ended).toBe(0)
      expect(migrating.output()).toMatch(expected)
    }
  })
})
