import { startHangingProxy } from '@todo/testing/hanging-proxy'
import { startTestPostgres } from '@todo/testing/postgres'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { type Api, startApi } from './api.ts'
import { sendJson, signUp } from './person.ts'

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

test('while its database hangs requests are 503, and are served again when it goes on', async () => {
  const database = await (await startTestPostgres()).freshDatabase()
  const proxy = await startHangingProxy(database.url)
  const served = await startApi({ databaseUrl: proxy.url, statementTimeoutMs: 1_000 })
  onTestFinished(async () => {
    await proxy.stop()
    await served.stop()
    await database.drop()
  })
  const ada = await signUp(served)
  const ask = async () => {
    const answers = [
      served.send('/ready'),
      ada.get('/api/tasks'),
      ada.post('/api/tasks', { title: 'Buy milk' }),
    ]
    const refreshed = sendJson(served, 'POST', '/api/auth/refresh', ada.refreshToken)
    return (await Promise.all([...answers, refreshed])).map(({ status }) => status)
  }
  expect(await ask()).toEqual([200, 200, 201, 200])
  proxy.hang()
  expect(await ask()).toEqual([503, 503, 503, 503])
  proxy.goOn()
  expect(await ask()).toEqual([200, 200, 201, 200])
})
