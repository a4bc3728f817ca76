import type { Bus } from '@todo/events'
import { createPostgresBus } from '@todo/events/postgres'
import { startTestPostgres } from '@todo/testing/postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Api, startApi } from '../api/api.ts'
import { asBearer, signUp } from '../api/person.ts'
import { connect, isHello, liveUrl, seqsOf } from './live-client.ts'

let here: Api
let there: Api
let finish = async (): Promise<void> => {}

beforeAll(async () => {
  const database = await (await startTestPostgres()).freshDatabase()
  // Polls that never come: what arrives was told by a notice.
  const poll = { minMs: 3_600_000, maxMs: 3_600_000 }
  const buses: Bus[] = [0, 1].map(() => createPostgresBus({ url: database.url, poll }))
  await Promise.all(buses.map((bus) => bus.ready()))
  const [one, two] = await Promise.all(
    buses.map((bus) => startApi({ databaseUrl: database.url, bus, realtime: { heartbeatMs: 3_600_000 } })),
  )
  if (!one || !two) throw new Error('Two servers were started')
  here = one
  there = two
  finish = async () => {
    await Promise.all([here.stop(), there.stop()])
    await Promise.all(buses.map((bus) => bus.close()))
    await database.drop()
  }
})
afterAll(() => finish())

test('what is written at one server arrives at the sockets of another', async () => {
  const ada = await signUp(here)
  const live = connect(liveUrl(there.url), ada.accessToken)
  await live.until(isHello)
  await Promise.all(Array.from({ length: 20 }, () => ada.task()))
  await live.until((frame) => 'seq' in frame && frame.seq === 20)
  expect(seqsOf(live.frames)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1))
})

test('a session that ends at one server closes its sockets at another, and its token counts no more there', async () => {
  const ada = await signUp(here)
  const live = connect(liveUrl(there.url), ada.accessToken)
  await live.until(isHello)
  await ada.post('/api/auth/logout')
  expect((await live.closed).code).toBe(4401)
  expect((await asBearer(there, ada.accessToken).get('/api/tasks')).status).toBe(401)
})

test('what was written while the connection between them was cut arrives too', async () => {
  const ada = await signUp(here)
  const live = connect(liveUrl(there.url), ada.accessToken)
  await live.until(isHello)
  await here.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE application_name = 'todo bus' AND datname = current_database()`,
  )
  await ada.task()
  await live.until((frame) => 'seq' in frame && frame.seq === 1)
})
