import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type Figure, type Measured, median, ratioOf } from '../figure.ts'
import { Api } from './api.ts'
import { residentBytes } from './cpu.ts'
import { type House, openHouse } from './house.ts'
import { inFlight } from './in-flight.ts'
import { makeUsers, type Person, signIn } from './people.ts'
import { startProduct, startWorker } from './processes.ts'
import type { Arrival, Delays, Saying, SocketAddress } from './socket-process.ts'

const socketCount = 2_000
/** Sockets that are open before memory is looked at, so that it is not code that is measured. */
const firstSockets = 100

type Ground = { house: House; databaseUrl: string; people: readonly Person[] }

let ground: Promise<Ground> | undefined

async function prepare(): Promise<Ground> {
  const house = await openHouse()
  const databaseUrl = await house.database('sockets')
  const server = await startProduct(databaseUrl, house.folder)
  const database = new pg.Client({ connectionString: databaseUrl })
  await database.connect()
  await makeUsers(database, socketCount + firstSockets)
  const people = await signIn(database, server.origin, socketCount + firstSockets)
  await database.query('VACUUM ANALYZE')
  await database.end()
  await server.stop()
  return { house, databaseUrl, people }
}

const prepared = (): Promise<Ground> => {
  ground ??= prepare()
  return ground
}

const socketUrl = (origin: string): string => `${origin.replace('http', 'ws')}/api/realtime`

async function startBare(): Promise<{ origin: string; pid: number; stop(): Promise<void> }> {
  const worker = startWorker('bare-ws.ts')
  const { port } = await worker.ask<{ port: number }>({})
  return { origin: `http://127.0.0.1:${port}`, pid: worker.pid, stop: worker.stop }
}

const memoryRounds = 3

/** Bytes of memory for each of so many sockets that nothing happens on, each of another account. */
async function measureMemory(): Promise<Measured> {
  const { house, databaseUrl, people } = await prepared()
  const ours: number[] = []
  const theirs: number[] = []
  for (let round = 0; round < memoryRounds; round += 1) {
    const bare = await startBare()
    theirs.push(await bytesOfSocket(bare, (_, index) => ({ url: `${bare.origin}/${index}` }), people))
    const product = await startProduct(databaseUrl, house.folder)
    const url = socketUrl(product.origin)
    ours.push(await bytesOfSocket(product, ({ token }) => ({ url, token }), people))
  }
  return { ...ratioOf(ours, theirs), absolute: `${(median(ours) / 1024).toFixed(1)} kB for a socket` }
}

async function bytesOfSocket(
  server: { pid: number; stop(): Promise<void> },
  addressOf: (person: Person, index: number) => SocketAddress,
  people: readonly Person[],
): Promise<number> {
  const client = startWorker('socket-process.ts')
  const addresses = people.map(addressOf)
  await client.ask({ open: addresses.slice(0, firstSockets) })
  await sleep(1_000)
  const before = residentBytes(server.pid)
  await client.ask({ open: addresses.slice(firstSockets) })
  await sleep(3_000)
  const bytes = (residentBytes(server.pid) - before) / (addresses.length - firstSockets)
  await client.stop()
  await server.stop()
  return bytes
}

/** Accounts, each with so many sockets; and how many write at once. */
type Shape = { rooms: number; roomSize: number; atOnce: number }

const deliveryRounds = 7

/** The 99th percentile of the delays of all sockets in a round, against those of the bare server. */
async function measureDelivery(shape: Shape): Promise<Measured> {
  const { house, databaseUrl, people } = await prepared()
  const writers = people.slice(0, shape.rooms)
  const product = await startProduct(databaseUrl, house.folder)
  const bare = await startBare()
  const url = socketUrl(product.origin)
  const ears = await openSockets(shape, (room) => ({ url, token: writers[room]?.token ?? '' }))
  const echo = await openSockets(shape, (room) => ({ url: `${bare.origin}/${room}` }))
  const api = new Api(product.origin)
  const database = new pg.Client({ connectionString: databaseUrl })
  await database.connect()
  const from = writers.map((_, room) => room * shape.roomSize)
  const saying: Saying = { ...shape, from, text: 'x'.repeat(1_000) }
  const [ours, theirs]: [number[], number[]] = [[], []]
  for (let round = -1; round < deliveryRounds; round += 1) {
    const echoed = p99(await echo.ask<Delays>(saying))
    const heard = ears.ask<Arrival[]>({ watch: socketCount })
    await inFlight(writers, shape.atOnce, (person) => api.post(person, '/api/tasks', newTask))
    const delivered = p99(await delaysOf(database, await heard, writers, shape.roomSize))
    if (round < 0) continue
    ours.push(delivered)
    theirs.push(echoed)
  }
  await Promise.all([api.close(), database.end(), product.stop(), bare.stop(), ears.stop(), echo.stop()])
  return { ...ratioOf(ours, theirs), absolute: `${median(ours).toFixed(1)} ms` }
}

const newTask = { title: 'Tell all of my devices', description: 'Each of them, and soon', tags: ['live'] }

async function openSockets({ rooms, roomSize }: Shape, addressOf: (room: number) => SocketAddress) {
  const client = startWorker('socket-process.ts')
  const open = Array.from({ length: rooms * roomSize }, (_, index) => addressOf(Math.floor(index / roomSize)))
  await client.ask({ open })
  return client
}

/** When the last event of each account was committed, by the clock of this machine, which PostgreSQL has too. */
const committed = `
  SELECT DISTINCT ON (space_id) space_id, extract(epoch FROM pg_xact_commit_timestamp(xmin)) * 1000 AS at
  FROM task_events WHERE space_id = ANY ($1) ORDER BY space_id, seq DESC`

async function delaysOf(
  database: pg.Client,
  arrivals: readonly Arrival[],
  writers: readonly Person[],
  roomSize: number,
): Promise<Delays> {
  const { rows } = await database.query<{ space_id: string; at: string }>(committed, [
    writers.map(({ id }) => id),
  ])
  const times = new Map(rows.map(({ space_id, at }) => [space_id, Number(at)]))
  return arrivals.map(({ socket, at }) => {
    const committedAt = times.get(writers[Math.floor(socket / roomSize)]?.id ?? '')
    if (committedAt === undefined) throw new Error('Each writer wrote')
    return at - committedAt
  })
}

function p99(values: Delays): number {
  const sorted = values.toSorted((left, right) => left - right)
  return sorted[Math.ceil(sorted.length * 0.99) - 1] ?? 0
}

const count = socketCount.toLocaleString('en')

export const socketFigures: Figure[] = [
  {
    name: `commit to delivery at ${count} sockets of ${count} accounts, 16 writers, p99`,
    baseline: 'bare `ws`, an echo to each of as many',
    bound: null,
    measure: () => measureDelivery({ rooms: socketCount, roomSize: 1, atOnce: 16 }),
  },
  {
    name: `commit to delivery at ${count} sockets of 20 accounts, all at once, p99`,
    baseline: 'bare `ws`, an echo to rooms of 100',
    bound: null,
    measure: () => measureDelivery({ rooms: 20, roomSize: 100, atOnce: 20 }),
  },
  {
    name: `memory of ${count} idle sockets`,
    baseline: 'bare `ws`',
    bound: null,
    measure: measureMemory,
  },
]
