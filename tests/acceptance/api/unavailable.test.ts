import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Api, startApi } from './api.ts'
import { sendJson } from './person.ts'

let api: Api
beforeAll(async () => {
  api = await startApi({ databaseUrl: 'postgresql://todo@/todo?host=/nowhere' })
})
afterAll(() => api.stop())

test('without its database the process is alive and not ready', async () => {
  expect((await api.send('/health')).body).toEqual({ status: 'ok' })
  const ready = await api.send('/ready')
  expect(ready.status).toBe(503)
  expect(ready.headers.get('retry-after')).toMatch(/^\d+$/)
})

test('without its database requests are 503 and say when to come back', async () => {
  const credentials = { email: 'ada@example.org', password: 'correct horse battery' }
  for (const answer of [
    await sendJson(api, 'POST', '/api/auth/login', null, credentials),
    await sendJson(api, 'POST', '/api/auth/register', null, { ...credentials, name: 'Ada' }),
    await sendJson(api, 'POST', '/api/auth/refresh', 'x'.repeat(32)),
  ]) {
    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).toMatch(/^\d+$/)
    expect(answer.body).toMatchObject({ code: 'UNAVAILABLE' })
    expect(answer.text).not.toMatch(/ENOENT|nowhere|SQL/i)
  }
})
