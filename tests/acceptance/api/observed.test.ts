import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Api, startApi } from './api.ts'
import { password, sendJson, signUp } from './person.ts'
import { createWritten } from './written.ts'

let api: Api
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.stop())

const seriesOf = async (name: string): Promise<string[]> =>
  (await api.metrics())
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))

describe('metrics', () => {
  const requests = 'http_server_request_duration_seconds_count'

  test('count requests by the pattern of the route, whatever stands in the path', async () => {
    const ada = await signUp(api)
    await ada.task()
    await ada.task()
    for (const path of ['/api/tasks/1', '/api/tasks/2', '/api/tasks/99']) await ada.get(path)
    const got = (await seriesOf(requests)).filter((line) => line.includes('"/api/tasks/:id"'))
    const labels = 'http_route="/api/tasks/:id",http_request_method="GET",http_response_status_code'
    expect(got).toEqual([`${requests}{${labels}="200"} 2`, `${requests}{${labels}="404"} 1`])
  })

  test('have no more series however many paths are asked for', async () => {
    const ask = async (turn: number) => {
      await api.send(`/api/nothing-${turn}/at-all`)
      await api.send(`/api/tasks/${turn}/history`, { method: 'POST' })
      await api.send(`/nowhere-${turn}`, { method: `X${turn}` })
    }
    await ask(0)
    const before = await seriesOf(requests)
    for (let turn = 1; turn <= 20; turn += 1) await ask(turn)
    expect(await seriesOf(requests)).toHaveLength(before.length)
    expect(await api.metrics()).not.toMatch(/nothing-|nowhere-/)
  })

  test('count sign-ins by result, and what a limit refuses', async () => {
    const ada = await signUp(api)
    const signIn = (secret: string) =>
      sendJson(api, 'POST', '/api/auth/login', null, { email: ada.email, password: secret })
    expect((await signIn(password)).status).toBe(200)
    for (let turn = 0; turn < 10; turn += 1) expect((await signIn('not the password')).status).toBe(401)
    expect((await signIn(password)).status).toBe(429)
    expect(await seriesOf('todo_sign_ins_total')).toEqual([
      'todo_sign_ins_total{result="success"} 1',
      'todo_sign_ins_total{result="failure"} 10',
      'todo_sign_ins_total{result="refused"} 1',
    ])
    expect(await seriesOf('todo_rate_limit_refusals_total')).toEqual([
      'todo_rate_limit_refusals_total{policy="sign-in"} 1',
    ])
  })

  test('tell of the pool and of sockets, and are not to be had from the API', async () => {
    expect(await seriesOf('db_client_connection_max')).toEqual(['db_client_connection_max 5'])
    expect(await seriesOf('db_client_connection_count')).toHaveLength(2)
    expect(await seriesOf('todo_sockets')).toEqual(['todo_sockets 0'])
    expect((await api.send('/metrics')).status).toBe(404)
  })
})

describe('the log', () => {
  test('names a request as its answer does, and as the events that it made do', async () => {
    const ada = await signUp(api)
    const { headers, body } = await ada.post('/api/tasks', { title: 'Call the dentist' })
    const id = headers.get('x-request-id') ?? ''
    expect(id).toMatch(/^[0-9a-f-]{36}$/)
    const line = api.allLogged.find((each) => each.includes(id)) ?? ''
    expect(JSON.parse(line)).toMatchObject({
      message: 'request',
      request_id: id,
      method: 'POST',
      route: '/api/tasks',
      status: 201,
    })
    const { rows } = await api.pool.query('SELECT task_id FROM task_events WHERE correlation_id = $1', [id])
    expect(body).toMatchObject({ task: { id: rows[0]?.task_id } })
    expect(rows).toHaveLength(1)
  })

  test('holds nothing of addresses, in which people search and tags stand', async () => {
    const ada = await signUp(api)
    await ada.get('/api/tasks?q=divorce+lawyer')
    await ada.delete('/api/tags/divorce')
    await ada.get('/api/tasks/divorce')
    await api.send('/api/divorce?email=ada@example.org')
    await ada.post('/api/tasks', { title: 'x', divorce: 1 })
    await api.send('/api/auth/login', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"email":"ada@example.org", divorce',
    })
    expect(api.allLogged.length).toBeGreaterThan(6)
    expect(api.allLogged.join('')).not.toMatch(/divorce|example\.org/)
  })

  test('is searched after every test of the API for what was written, and the search finds it', () => {
    const written = createWritten()
    written.sent({ headers: { authorization: 'Bearer secret-token' }, body: '{"title":"Buy \\"milk\\""}' })
    written.answered({ user: { email: 'ada@example.org' } })
    const line = (text: string): string => `${JSON.stringify({ message: text })}\n`
    expect(() => written.expectNoneIn([line('fine')])).not.toThrow()
    for (const text of ['secret-token', 'Buy "milk"', 'ada@example.org']) {
      expect(() => written.expectNoneIn([line(`of ${text}`)])).toThrow('what a person wrote')
    }
  })
})
