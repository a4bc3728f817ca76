import { once } from 'node:events'
import { get } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { type Api, startApi } from '../api/api.ts'
import { address, newSite, type Started } from '../server/server-process.ts'

const site = newSite()
const script = 'apps/frontend/src/main.ts'
let api: Api
let started: Started
let url = ''

beforeAll(async () => {
  api = await startApi()
  started = site.start({ BACKEND_URL: api.url }, script)
  url = await address(started)
})

afterAll(async () => {
  await site.clear()
  await api.stop()
})

const headers = (): Record<string, string> => ({ 'content-type': 'application/json', origin: url })

async function signUp(name: string): Promise<string> {
  const answer = await fetch(`${url}/api/auth/register`, {
    method: 'POST',
    headers: headers(),
    body: JSON.stringify({ email: `${name}@example.org`, password: 'correct horse battery', cookie: true }),
  })
  expect(answer.status).toBe(201)
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ')
}

describe('the web app as a service of its own', () => {
  it('serves the pages, and everything of the API on the same origin', async () => {
    expect((await fetch(`${url}/login`)).headers.get('content-type')).toContain('text/html')
    const cookie = await signUp('grace')
    const created = await fetch(`${url}/api/tasks`, {
      method: 'POST',
      headers: { ...headers(), cookie },
      body: JSON.stringify({ title: 'Buy milk' }),
    })
    expect(created.status).toBe(201)
    expect(created.headers.get('x-operation-id')).toMatch(/^[0-9a-f-]{36}$/)
    const listed = await fetch(`${url}/api/tasks?status=open`, { headers: { cookie } })
    expect(await listed.text()).toContain('Buy milk')
    expect((await fetch(`${url}/.well-known/jwks.json`)).status).toBe(200)
  })

  it('gives the worker and the manifest, and lets a device in by a page of the app', async () => {
    const worker = await fetch(`${url}/sw.js`)
    expect([worker.status, worker.headers.get('cache-control')]).toEqual([200, 'no-cache'])
    expect(await worker.text()).toMatch(/^\(function serviceWorker/)
    const manifest = await fetch(`${url}/manifest.webmanifest`)
    expect(await manifest.json()).toMatchObject({ start_url: '/today' })
    const device = await fetch(`${url}/device?user_code=BCDF-GHJK`, { redirect: 'manual' })
    expect(device.headers.get('location')).toBe('/login?next=%2Fdevice%3Fuser_code%3DBCDF-GHJK')
  })

  it('carries the live socket', async () => {
    const cookie = await signUp('ada')
    const { cursor } = JSON.parse(await (await fetch(`${url}/api/sync`, { headers: { cookie } })).text())
    const socket = new WebSocket(`${url.replace('http', 'ws')}/api/realtime?since=${cursor}`, {
      headers: { cookie, origin: url },
    })
    const [first] = await once(socket, 'message')
    expect(JSON.parse(String(first)).type).toBe('hello')
    const [next] = await Promise.all([
      once(socket, 'message'),
      fetch(`${url}/api/tasks`, {
        method: 'POST',
        headers: { ...headers(), cookie },
        body: JSON.stringify({ title: 'Call mom' }),
      }),
    ])
    expect(String(next[0])).toContain('Call mom')
    socket.close()
  })

  it('refuses a socket as the API does, and one that leads to no service', async () => {
    for (const [path, status] of [
      ['/api/realtime', 401],
      ['/today', 404],
    ] as const) {
      const socket = new WebSocket(url.replace('http', 'ws') + path, { headers: { origin: url } })
      const [, answer] = await once(socket, 'unexpected-response')
      expect(answer.statusCode).toBe(status)
    }
  })

  it('lets nobody from outside at what is only for inside', async () => {
    for (const path of ['/metrics', '/events/task-created']) {
      const answer = await fetch(url + path)
      expect(answer.status).toBe(404)
      expect(answer.headers.get('content-type')).toContain('text/html')
    }
  })

  it.each(['*', '/tags/%E0%A4%A', 'todo.example/login'])('refuses %s as an address', async (path) => {
    const { hostname, port } = new URL(url)
    const request = get({ hostname, port, path })
    const [answer] = await once(request, 'response')
    expect(answer.statusCode).toBe(400)
    request.destroy()
  })

  it('leads to no other site, however an address is written', async () => {
    for (const path of ['//evil.example/', '/%5Cevil.example', '/.//evil.example']) {
      const answer = await fetch(url + path, { redirect: 'manual' })
      const location = answer.headers.get('location')
      if (location !== null) expect(new URL(location, url).origin).toBe(url)
    }
  })

  it('answers its own probes', async () => {
    expect(await (await fetch(`${url}/health`)).json()).toEqual({ status: 'ok' })
    expect(await (await fetch(`${url}/ready`)).json()).toEqual({ status: 'ready' })
  })

  it('says that the API is not there, for requests and sockets, and goes on serving pages', async () => {
    const alone = site.start({ BACKEND_URL: 'http://127.0.0.1:9' }, script)
    const at = await address(alone)
    const answer = await fetch(`${at}/api/account`)
    expect(answer.status).toBe(503)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer.headers.get('retry-after')).toBe('1')
    expect(await answer.json()).toMatchObject({ code: 'UNAVAILABLE' })
    const socket = new WebSocket(`${at.replace('http', 'ws')}/api/realtime`, { headers: { origin: at } })
    const [, refused] = await once(socket, 'unexpected-response')
    expect(refused.statusCode).toBe(503)
    expect((await fetch(`${at}/login`)).status).toBe(200)
    alone.child.kill('SIGTERM')
    expect(await alone.ended).toBe(0)
  })

  it('names what it needs', async () => {
    const started = site.start({ BACKEND_URL: '' }, script)
    expect(await started.ended).toBe(1)
    expect(started.output()).toContain('BACKEND_URL (backend_url) is not set')
  })
})
