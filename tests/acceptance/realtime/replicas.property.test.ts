import { setTimeout as sleep } from 'node:timers/promises'
import type { Task } from '@todo/core'
import type { Bus } from '@todo/events'
import { createPostgresBus } from '@todo/events/postgres'
import { createPostgresStore } from '@todo/store/postgres'
import { startTestPostgres } from '@todo/testing/postgres'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Api, startApi } from '../api/api.ts'
import { asBearer, type Person, signUp } from '../api/person.ts'
import { ReplicaClient } from './replica-client.ts'

const runsDefault = 12
const clientCount = 4

/** What a run loses: of hints between processes (a whole run may lose all), and of frames on the way to a client. */
let loss = { hints: 0, frames: 0 }

const servers: Api[] = []
const buses: Bus[] = []
let drop = async (): Promise<void> => {}

beforeAll(async () => {
  const database = await (await startTestPostgres()).freshDatabase()
  drop = database.drop
  for (let n = 0; n < 2; n += 1) {
    const bus = createPostgresBus({ url: database.url, poll: { minMs: 20, maxMs: 200 } })
    buses.push(bus)
    await bus.ready()
    const realtime = { heartbeatMs: 100, pageSize: 3 }
    servers.push(await startApi({ databaseUrl: database.url, bus: lossy(bus), realtime }))
  }
})

afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()))
  await Promise.all(buses.map((bus) => bus.close()))
  await drop()
})

function lossy(bus: Bus): Bus {
  return {
    ready: () => bus.ready(),
    hint: (spaceId) => {
      if (Math.random() >= loss.hints) bus.hint(spaceId)
    },
    follow: (spaceId, reader) => bus.follow(spaceId, reader),
    send: (topic, message) => bus.send(topic, message),
    onMessage: (topic, handle) => bus.onMessage(topic, handle),
    onMissed: (handle) => bus.onMissed(handle),
    close: () => bus.close(),
  }
}

type Step = { at: number; pauseMs: number; act: Act }
type Act =
  | { do: 'write'; method: 'POST' | 'PATCH' | 'DELETE'; path: string; body?: unknown }
  | { do: 'cut' | 'forget'; client: number }

const number = fc.integer({ min: 1, max: 6 })
const write = (method: 'POST' | 'PATCH' | 'DELETE', path: fc.Arbitrary<string>, body?: unknown) =>
  path.map((each): Act => ({ do: 'write', method, path: each, body }))
const on = (suffix: string): fc.Arbitrary<string> => number.map((n) => `/api/tasks/${n}${suffix}`)
const always = (path: string): fc.Arbitrary<string> => fc.constant(path)

const create = fc
  .record({ title: fc.constantFrom('Buy milk', 'Pay rent', 'Rest'), tags: fc.subarray(['a', 'b']) })
  .map((body): Act => ({ do: 'write', method: 'POST', path: '/api/tasks', body }))
const rename = fc
  .tuple(number, fc.constantFrom('One', 'Two'))
  .map(([n, title]): Act => ({ do: 'write', method: 'PATCH', path: `/api/tasks/${n}`, body: { title } }))
const batch = fc.array(fc.constantFrom('x', 'y', 'z'), { minLength: 1, maxLength: 10 }).map(
  (titles): Act => ({
    ...{ do: 'write', method: 'POST', path: '/api/tasks/batch' },
    body: { operations: titles.map((title) => ({ op: 'create', title })) },
  }),
)
const act = fc.oneof(
  { weight: 4, arbitrary: create },
  { weight: 3, arbitrary: rename },
  { weight: 1, arbitrary: batch },
  { weight: 2, arbitrary: write('POST', on('/complete')) },
  { weight: 1, arbitrary: write('POST', on('/reopen')) },
  { weight: 2, arbitrary: write('DELETE', on('')) },
  { weight: 1, arbitrary: write('POST', on('/restore')) },
  {
    weight: 1,
    arbitrary: write(
      'DELETE',
      number.map((n) => `/api/trash/${n}`),
    ),
  },
  { weight: 1, arbitrary: write('POST', always('/api/undo')) },
  { weight: 1, arbitrary: write('POST', always('/api/redo')) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('cut' as const, 'cut' as const, 'forget' as const),
      client: fc.nat(clientCount - 1),
    }),
  },
)
const step: fc.Arbitrary<Step> = fc.record({ at: fc.nat(1), pauseMs: fc.nat(5), act })
const scenario = fc.record({
  writers: fc.array(fc.array(step, { maxLength: 12 }), { minLength: 2, maxLength: 3 }),
  hints: fc.constantFrom(0, 0.5, 1),
  frames: fc.constantFrom(0, 0.2),
})

const serverAt = (index: number): Api => {
  const server = servers[index % servers.length]
  if (!server) throw new Error('Two servers were started')
  return server
}

async function run(person: Person, clients: readonly ReplicaClient[], steps: readonly Step[]): Promise<void> {
  for (const { at, pauseMs, act } of steps) {
    if (act.do === 'write') {
      const { method, path, body } = act
      const caller = asBearer(serverAt(at), person.accessToken)
      const send = { POST: caller.post, PATCH: caller.patch, DELETE: caller.delete }[method]
      expect((await send(path, body)).status).toBeLessThan(500)
    } else if (act.do === 'cut') clients[act.client]?.cut()
    else clients[act.client]?.forget()
    await sleep(pauseMs)
  }
}

/** All that is in the table, in the trash too. */
function tableOf({ userId }: Person): Promise<Task[]> {
  const store = createPostgresStore({ pool: serverAt(0).pool })
  const request = { since: '1970-01-01T00:00:00.000Z', after: 0, limit: 10_000 }
  return store.recent({ spaceId: userId, userId }, request)
}

test('every copy ends equal to the table, whatever was written, cut off or lost, the last event too', {
  timeout: 600_000,
}, async () => {
  const numRuns = Number(process.env.TODO_PROPERTY_RUNS ?? runsDefault)
  await fc.assert(
    fc.asyncProperty(scenario, async ({ writers, hints, frames }) => {
      loss = { hints, frames }
      const person = await signUp(serverAt(0))
      const clients = Array.from({ length: clientCount }, (_, n) => {
        let turns = n
        const server = (): string => serverAt(turns++).url
        return new ReplicaClient({
          server,
          token: person.accessToken,
          loses: () => Math.random() < loss.frames,
        })
      })
      try {
        await Promise.all(writers.map((steps) => run(person, clients, steps)))
        const table = await tableOf(person)
        const wait = { timeout: 15_000, interval: 20 }
        await vi.waitFor(() => {
          for (const client of clients) expect(client.tasks).toEqual(table)
        }, wait)
        expect(clients.flatMap(({ errors }) => errors)).toEqual([])
      } finally {
        for (const client of clients) client.close()
      }
    }),
    { numRuns, endOnFailure: true },
  )
})
