import { setTimeout as sleep } from 'node:timers/promises'
import type { Outcome, Replica, Write } from '@todo/client/replica'
import { type Task, TodoError } from '@todo/core'
import { createPostgresBus } from '@todo/events/postgres'
import { createPostgresStore } from '@todo/store/postgres'
import { startTestPostgres } from '@todo/testing/postgres'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Api, startApi } from '../api/api.ts'
import { asBearer, type Person, signUp } from '../api/person.ts'
import { Browser } from './browser.ts'

const runsDefault = 15
const browserCount = 2
const tabCount = 2

const servers: Api[] = []
const ends: (() => Promise<void>)[] = []

beforeAll(async () => {
  const database = await (await startTestPostgres()).freshDatabase()
  for (let n = 0; n < 2; n += 1) {
    const bus = createPostgresBus({ url: database.url, poll: { minMs: 20, maxMs: 200 } })
    await bus.ready()
    const server = await startApi({
      databaseUrl: database.url,
      bus,
      realtime: { heartbeatMs: 100, pageSize: 3 },
    })
    servers.push(server)
    ends.unshift(
      () => server.stop(),
      () => bus.close(),
    )
  }
  ends.push(database.drop)
})

afterAll(async () => {
  for (const end of ends) await end()
})

type Verb =
  | 'create'
  | 'rename'
  | 'tag'
  | 'complete'
  | 'reopen'
  | 'delete'
  | 'restore'
  | 'purge'
  | 'move'
  | 'batch'
  | 'renameTag'
  | 'undo'
  | 'redo'
type Trouble = 'cut' | 'offline' | 'online' | 'restart' | 'forget' | 'elsewhere'
type Step = { browser: number; tab: number; task: number; pauseMs: number; act: Verb | Trouble }

const act = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Verb>('create') },
  {
    weight: 12,
    arbitrary: fc.constantFrom<Verb[]>(
      ...([
        'rename',
        'tag',
        'complete',
        'reopen',
        'delete',
        'restore',
        'purge',
        'move',
        'batch',
        'renameTag',
        'undo',
        'undo',
        'redo',
      ] as const),
    ),
  },
  {
    weight: 7,
    arbitrary: fc.constantFrom<Trouble[]>(
      'cut',
      'offline',
      'online',
      'restart',
      'forget',
      'elsewhere',
      'elsewhere',
    ),
  },
)
const step: fc.Arbitrary<Step> = fc.record({
  browser: fc.nat(browserCount - 1),
  tab: fc.nat(tabCount - 1),
  task: fc.nat(7),
  pauseMs: fc.constantFrom(0, 0, 0, 1, 5, 20),
  act,
})
const scenario = fc.record({
  steps: fc.array(step, { minLength: 5, maxLength: 40 }),
  losses: fc.constantFrom(0, 0, 0.1, 0.25),
})

type Player = { browser: Browser; tabs: Replica[] }

/** All writes that a tab made, and how they ended. */
type Made = { write: Write; outcome: Outcome | null }

class Game {
  readonly players: Player[]
  readonly made: Made[] = []
  isLossy = true
  #turns = 0

  readonly #person: Person
  readonly #losses: number

  constructor(person: Person, losses: number) {
    this.#person = person
    this.#losses = losses
    this.players = Array.from({ length: browserCount }, () => this.#open())
  }

  async play({ browser, tab, task, pauseMs, act }: Step): Promise<void> {
    const player = this.players[browser]
    const replica = player?.tabs[tab]
    if (!player || !replica) throw new Error('There is no such player')
    switch (act) {
      case 'cut':
        player.browser.cut()
        break
      case 'offline':
        player.browser.goOffline()
        break
      case 'online':
        player.browser.goOnline()
        break
      case 'restart':
        await replica.close()
        player.tabs[tab] = player.browser.open()
        break
      case 'forget':
        // What waits in a browser is lost with it, so only one that has nothing to send is taken away.
        if (replica.status.get().waiting > 0) break
        await this.#settle(player)
        await player.browser.close()
        this.players[browser] = this.#open()
        break
      case 'elsewhere':
        await this.#elsewhere(task)
        break
      default:
        this.#write(replica, act, task)
    }
    await sleep(pauseMs)
  }

  async close(): Promise<void> {
    for (const { browser } of this.players) await browser.close()
  }

  #open(): Player {
    const browser = new Browser({
      userId: this.#person.userId,
      token: this.#person.accessToken,
      server: () => serverAt(this.#turns++).url,
      loses: () => this.isLossy && Math.random() < this.#losses,
    })
    return { browser, tabs: Array.from({ length: tabCount }, () => browser.open()) }
  }

  async #settle({ browser, tabs }: Player): Promise<void> {
    browser.goOnline()
    await vi.waitFor(
      () => expect(tabs.map((tab) => tab.status.get().waiting)).toEqual(tabs.map(() => 0)),
      wait,
    )
  }

  #write(replica: Replica, verb: Verb, index: number): void {
    try {
      const write = written(replica, verb, index)
      if (!write) return
      const made: Made = { write, outcome: null }
      this.made.push(made)
      void write.settled.then((outcome) => {
        made.outcome = outcome
      })
    } catch (error) {
      if (!(error instanceof TodoError)) throw error
    }
  }

  async #elsewhere(index: number): Promise<void> {
    const caller = asBearer(serverAt(index), this.#person.accessToken)
    const number = 1 + (index % 5)
    if (index % 4 === 0) await caller.post('/api/tasks', { title: `Elsewhere ${index}`, tags: ['a'] })
    else if (index % 4 === 1) await caller.patch(`/api/tasks/${number}`, { title: `Theirs ${index}` })
    else if (index % 4 === 2) await caller.post('/api/undo')
    else await caller.delete(`/api/tasks/${number}`)
  }
}

function written(replica: Replica, verb: Verb, index: number): Write | null {
  const tasks = replica.tasks({ sort: 'position' }).get()
  const trash = replica.trash().get()
  const id = tasks[index % Math.max(tasks.length, 1)]?.id
  const gone = trash[index % Math.max(trash.length, 1)]?.id
  switch (verb) {
    case 'create':
      return replica.create({ title: `Task ${index}`, tags: index % 2 === 0 ? ['a', 'b'] : [] })
    case 'undo':
      return replica.undo()
    case 'redo':
      return replica.redo()
    case 'renameTag':
      return replica.renameTag('a', 'b')
    case 'restore':
      return gone === undefined ? null : replica.restore(gone)
    case 'purge':
      return gone === undefined ? null : replica.purge(index % 3 === 0 ? 'all' : gone)
    case 'batch':
      return replica.batch([
        { op: 'create', title: 'One' },
        ...(id ? [{ op: 'complete' as const, ref: id }] : []),
      ])
  }
  if (id === undefined) return null
  if (verb === 'rename') return replica.update(id, { title: `Renamed ${index}` })
  if (verb === 'tag') return replica.update(id, { tags: ['a', `t${index}`] })
  if (verb === 'move')
    return replica.move(id, { after: null, before: tasks[0]?.id === id ? null : (tasks[0]?.id ?? null) })
  return replica[verb](id)
}

const wait = { timeout: 30_000, interval: 20 }

const serverAt = (index: number): Api => {
  const server = servers[index % servers.length]
  if (!server) throw new Error('Two servers were started')
  return server
}

/** All that is in the table, in the trash too. */
function tableOf({ userId }: Person): Promise<Task[]> {
  const store = createPostgresStore({ pool: serverAt(0).pool })
  const request = { since: '1970-01-01T00:00:00.000Z', after: 0, limit: 10_000 }
  return store.recent({ spaceId: userId, userId }, request)
}

async function historyOf(person: Person): Promise<string[]> {
  const { rows } = await serverAt(0).pool.query<{ id: string }>(
    'SELECT id FROM operations WHERE space_id = $1',
    [person.userId],
  )
  return rows.map(({ id }) => id)
}

const held = (replica: Replica) =>
  [...replica.tasks().get(), ...replica.trash().get()].sort(
    (left, right) => (left.number ?? 0) - (right.number ?? 0),
  )

test('every tab of every browser ends equal to the table, and each write is done once or taken back', {
  timeout: 900_000,
}, async () => {
  const numRuns = Number(process.env.TODO_PROPERTY_RUNS ?? runsDefault)
  await fc.assert(
    fc.asyncProperty(scenario, async ({ steps, losses }) => {
      const person = await signUp(serverAt(0))
      const game = new Game(person, losses)
      try {
        for (const step of steps) await game.play(step)
        game.isLossy = false
        for (const { browser } of game.players) browser.goOnline()
        const tabs = game.players.flatMap((player) => player.tabs)
        await vi.waitFor(
          () => expect(tabs.map((tab) => tab.status.get().waiting)).toEqual(tabs.map(() => 0)),
          wait,
        )
        await vi.waitFor(async () => {
          const table = await tableOf(person)
          for (const tab of tabs) expect(held(tab)).toEqual(table)
        }, wait)
        const done = await historyOf(person)
        const notDone = game.made.filter(({ outcome }) => outcome !== null && outcome.kind !== 'done')
        expect(notDone.filter(({ write }) => done.includes(write.operationId))).toEqual([])
      } finally {
        await game.close()
      }
    }),
    { numRuns, endOnFailure: true },
  )
})
