import { randomUUID } from 'node:crypto'
import { createPostgresStore } from '@todo/store/postgres'
import { busSuite } from '@todo/testing/bus-suite'
import { makeUser } from '@todo/testing/factories'
import { makeSpace, startTestPostgres } from '@todo/testing/postgres'
import pg from 'pg'
import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Bus } from '../bus.ts'
import { createPostgresBus, type PostgresBusOptions } from './bus.ts'

const { freshDatabase, emptyDatabase } = await startTestPostgres()
const { url, drop } = await freshDatabase()
const pool = new pg.Pool({ connectionString: url })
pool.on('error', () => {})

afterAll(async () => {
  await pool.end()
  await drop()
})

busSuite('the bus on PostgreSQL', {
  async open() {
    const buses = [createPostgresBus({ url }), createPostgresBus({ url }), createPostgresBus({ url })]
    return { buses, close: async () => void (await Promise.all(buses.map((bus) => bus.close()))) }
  },
  makeSpaceId: async () => randomUUID(),
})

async function openBus(options: Partial<PostgresBusOptions> = {}): Promise<Bus> {
  const bus = createPostgresBus({ url, ...options })
  onTestFinished(() => bus.close())
  await bus.ready()
  return bus
}

/** A user whose space has one event, of which no bus was told. */
async function makeWriter() {
  const store = createPostgresStore({ pool })
  const user = makeUser(store)
  await makeSpace(pool, user.scope)
  await user.todo.create({ title: 'Unheard' })
  return user
}

/** A reader that counts and never reads on. */
function makeReader(seq: number) {
  const reader = {
    woken: 0,
    seq: () => seq,
    wake() {
      reader.woken += 1
    },
  }
  return reader
}

async function pidsOfBuses(): Promise<number[]> {
  const { rows } = await pool.query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity WHERE application_name = 'todo bus' AND datname = current_database()`,
  )
  return rows.map(({ pid }) => pid)
}

const cut = (pids: readonly number[]): Promise<unknown> =>
  pool.query('SELECT pg_terminate_backend(pid) FROM unnest($1::int[]) AS pid', [pids])

/** Whether new connections to the database are taken. That is said from another one. */
async function allowConnections(allowed: boolean): Promise<void> {
  const { rows } = await pool.query<{ name: string }>('SELECT current_database() AS name')
  const elsewhere = await emptyDatabase()
  const client = new pg.Client({ connectionString: elsewhere.url })
  await client.connect()
  await client.query(`ALTER DATABASE ${rows[0]?.name} ALLOW_CONNECTIONS ${allowed}`)
  await client.end()
  await elsewhere.drop()
}

describe('the bus on PostgreSQL', () => {
  test('finds by itself what no hint told of', async () => {
    const { scope } = await makeWriter()
    const bus = await openBus({ poll: { minMs: 20, maxMs: 40 } })
    const [behind, current] = [makeReader(0), makeReader(1)]
    bus.follow(scope.spaceId, behind)
    bus.follow(scope.spaceId, current)
    await vi.waitFor(() => expect(behind.woken).toBeGreaterThan(1))
    expect(current.woken).toBe(0)
  })

  test('comes back after its connection was cut, wakes all readers and says that messages may be missing', async () => {
    const errors: unknown[] = []
    const bus = await openBus({ onError: (error) => errors.push(error) })
    const other = await openBus()
    const [reader, heard, missed] = [makeReader(0), [] as unknown[], vi.fn()]
    bus.follow(randomUUID(), reader)
    bus.onMessage('test', (message) => heard.push(message))
    bus.onMissed(missed)
    await cut(await pidsOfBuses())
    await vi.waitFor(() => expect([reader.woken, missed.mock.calls.length]).toEqual([1, 1]), 5_000)
    expect(errors.length).toBeGreaterThan(0)
    await vi.waitFor(() => {
      other.send('test', 'hello')
      expect(heard.length).toBeGreaterThan(0)
    }, 5_000)
  })

  test('sends what was said while its connection was away', async () => {
    const other = await openBus()
    const heard: unknown[] = []
    other.onMessage('test', (message) => heard.push(message))
    const others = await pidsOfBuses()
    const failed = Promise.withResolvers<unknown>()
    const bus = await openBus({ onError: failed.resolve })
    await allowConnections(false)
    await cut((await pidsOfBuses()).filter((pid) => !others.includes(pid)))
    await failed.promise
    bus.send('test', 'first')
    bus.send('test', 'second')
    await allowConnections(true)
    await vi.waitFor(() => expect(heard).toEqual(['first', 'second']), 10_000)
  })

  test('waits for a database that is not there yet', async () => {
    const bus = createPostgresBus({ url: 'postgresql://nobody@127.0.0.1:1/none' })
    const ready = bus.ready()
    bus.hint(randomUUID())
    await bus.close()
    await expect(ready).rejects.toThrow('closed')
  })

  test('hears nothing of what others say on its channels that is not ours', async () => {
    const bus = await openBus()
    const heard: unknown[] = []
    bus.onMessage('test', (message) => heard.push(message))
    for (const payload of ['', 'x', 'a.1 test', 'a.1 test {', 'a test 1', ' . ']) {
      await pool.query('SELECT pg_notify($1, $2), pg_notify($3, $2)', [
        'todo_messages',
        payload,
        'todo_hints',
      ])
    }
    await pool.query('SELECT pg_notify($1, $2)', ['todo_messages', 'a.1 test "ours"'])
    await vi.waitFor(() => expect(heard).toEqual(['ours']))
  })
})
