import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { HistoryAnswer } from '@todo/core/schemas'
import { expect, onTestFinished, test } from 'vitest'
import { type Api, startApi } from '../acceptance/api/api.ts'
import { asBearer, password, sendJson, signedInOf, signUp } from '../acceptance/api/person.ts'
import { lookAt } from './check/seen.ts'
import { Installation } from './rounds/installation.ts'
import { planOf } from './rounds/plan.ts'
import { playRound } from './rounds/play.ts'

// A clock that is set back an hour, by hand, by a time server, or because a machine woke up.

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

test('writers go on as if nothing had happened, in the order of the sequence', async () => {
  const installation = new Installation()
  onTestFinished(() => installation.remove())
  await installation.start({
    node: ['--import', fileURLToPath(new URL('./builds/set-clock.ts', import.meta.url))],
  })
  const plan = planOf(5)
  const { account, violations } = await playRound(installation, plan, async (ledger) => {
    await ledger.until(40)
    installation.signal('SIGUSR2')
    await expect.poll(() => installation.output()).toContain('The clock was set back')
  })
  expect(violations).toEqual([])
  const { events } = await lookAt(installation, account)
  const backwards = events.filter(
    ({ at }, index) => Date.parse(at) < Date.parse(events[index - 1]?.at ?? at) - hourMs / 2,
  )
  // What a writer began before and committed after another's later write steps back too: each has one in flight.
  expect(backwards.length).toBeGreaterThanOrEqual(1)
  expect(backwards.length).toBeLessThanOrEqual(plan.writers.length)
  expect((await installation.signUp()).token).not.toBe('')
})

async function started(options: Parameters<typeof startApi>[0] = {}): Promise<Api> {
  const api = await startApi(options)
  onTestFinished(() => api.stop())
  return api
}

test('history, undo and sync follow the sequence, whatever the times say', async () => {
  const api = await started()
  const ada = await signUp(api)
  await ada.task({ title: 'Before' })
  api.wait(-hourMs)
  const { id } = await ada.task({ title: 'After' })
  const { operations } = HistoryAnswer.parse((await ada.get('/api/history')).body)
  expect(operations.map(({ events }) => events[0]?.task?.title)).toEqual(['After', 'Before'])
  expect(operations.map(({ at }) => at)).toEqual(operations.map(({ at }) => at).sort())
  expect((await ada.post('/api/undo')).body).toMatchObject({ tasks: [{ id }] })
  expect((await ada.get('/api/sync')).body).toMatchObject({
    tasks: [{ title: 'Before' }, { title: 'After' }],
  })
})

test('who is signed in stays so, can renew it and sign in anew; who signs out is out for good', async () => {
  const api = await started()
  const ada = await signUp(api)
  const eve = await signUp(api)
  expect((await eve.get('/api/tasks')).status).toBe(200)
  api.wait(-hourMs)
  expect((await ada.get('/api/tasks')).status).toBe(200)
  const renewed = await sendJson(api, 'POST', '/api/auth/refresh', ada.refreshToken)
  expect(renewed.status).toBe(200)
  const { email } = ada
  const login = await sendJson(api, 'POST', '/api/auth/login', null, { email, password })
  const again = asBearer(api, signedInOf(login.body).accessToken)
  expect((await again.get('/api/tasks')).status).toBe(200)
  expect((await eve.post('/api/auth/logout')).status).toBe(200)
  for (const waitMs of [0, 16 * minuteMs, 40 * minuteMs, 5 * minuteMs]) {
    api.wait(waitMs)
    // Another sign-out tidies the list of those before it.
    await (await signUp(api)).post('/api/auth/logout')
    expect((await eve.get('/api/tasks')).status).toBe(401)
  }
})

test('a key that signs tokens since then is found', async () => {
  const api = await started()
  expect((await (await signUp(api)).get('/api/tasks')).status).toBe(200)
  api.wait(-hourMs)
  await api.pool.query('UPDATE jwks SET expires_at = now()')
  expect((await (await signUp(api)).get('/api/tasks')).status).toBe(200)
})

test('an API key that was ended elsewhere ends here', async () => {
  const api = await started()
  const ada = await signUp(api)
  const made = await ada.post('/api/account/api-keys', { name: 'x', scopes: ['tasks:read'] })
  const robot = asBearer(api, keyOf(made.body))
  expect((await robot.get('/api/tasks')).status).toBe(200)
  api.wait(-hourMs)
  await api.pool.query('DELETE FROM api_keys')
  api.wait(5_000)
  expect((await robot.get('/api/tasks')).status).toBe(401)
})

/** The answer was checked against the document. */
const keyOf = (body: unknown): string => (body as { key: string }).key

test('limits of requests last their minute and not the hour too', async () => {
  const api = await started({ server: { rate_limit: 'normal', rate_limit_account: 5 } })
  const ada = await signUp(api)
  const ask = async (count: number): Promise<number[]> => {
    const answers = []
    for (let turn = 0; turn < count; turn += 1) answers.push((await ada.get('/api/tasks')).status)
    return answers
  }
  expect(await ask(6)).toEqual([200, 200, 200, 200, 200, 429])
  api.wait(-hourMs)
  expect(await ask(6)).toEqual([200, 200, 200, 200, 200, 429])
  api.wait(minuteMs + 1_000)
  expect(await ask(1)).toEqual([200])
})

test('limits of attempts to sign in last their quarter of an hour and not the hour too', async () => {
  const api = await started()
  const { email } = await signUp(api)
  const attempt = async (guess: string): Promise<number> =>
    (await sendJson(api, 'POST', '/api/auth/login', null, { email, password: guess })).status
  for (let turn = 0; turn < 10; turn += 1) expect(await attempt(randomUUID())).toBe(401)
  expect(await attempt(password)).toBe(429)
  api.wait(-hourMs)
  api.wait(16 * minuteMs)
  expect(await attempt(password)).toBe(200)
})

test('the trash keeps what it promised, and ends it when that is over', async () => {
  const api = await started()
  const ada = await signUp(api)
  const { id } = await ada.task()
  await ada.delete(`/api/tasks/${id}`)
  api.wait(-hourMs)
  expect(await api.sweepTrash()).toBe(0)
  api.wait(30 * dayMs)
  expect(await api.sweepTrash()).toBe(0)
  api.wait(hourMs + minuteMs)
  expect(await api.sweepTrash()).toBe(1)
})
