import { type Change, createTaskService, type Store, type TaskService, type Totals } from '@todo/core'
import { systemClock, systemIds } from '@todo/core/system'
import { creation, edition, makeChange, makeScope } from '@todo/testing/factories'
import { makeSpace, startTestPostgres } from '@todo/testing/postgres'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { createPostgresStore, SpaceMissingError, StoreUnavailableError } from './index.ts'

const { freshDatabase } = await startTestPostgres()
const { url, drop } = await freshDatabase()
const pool = new pg.Pool({ connectionString: url, max: 4 })
pool.on('error', () => {})
const first = createPostgresStore({ url, poolSize: 16 })
const second = createPostgresStore({ url, poolSize: 16, prepared: 'off' })

afterAll(async () => {
  await Promise.all([first.close(), second.close(), pool.end()])
  await drop()
})

type User = { scope: ReturnType<typeof makeScope>; todo: TaskService; onSecond: TaskService }

async function makeUser(): Promise<User> {
  const scope = makeScope()
  await makeSpace(pool, scope)
  const service = (store: Store) =>
    createTaskService({
      store,
      scope,
      clock: systemClock,
      ids: systemIds,
      actor: 'user',
      client: 'api',
      correlationId: null,
    })
  return { scope, todo: service(first), onSecond: service(second) }
}

/** Every row of the space in every table, to see that a refused change left no trace. */
async function contents(spaceId: string): Promise<unknown> {
  const tables = ['space_counters', 'tasks', 'operations', 'task_events', 'outbox', 'idempotency']
  const rows = tables.map((table) =>
    pool.query(`SELECT to_jsonb(t) AS row FROM ${table} t WHERE space_id = $1 ORDER BY 1::text`, [spaceId]),
  )
  return (await Promise.all(rows)).map((result) => result.rows)
}

async function expectSound(spaceId: string): Promise<void> {
  const counters = await pool.query<Totals & { next_number: number; next_seq: string }>(
    'SELECT * FROM space_counters WHERE space_id = $1',
    [spaceId],
  )
  const counted = await pool.query(
    `SELECT count(*) FILTER (WHERE status = 'pending' AND deleted_at IS NULL)::int AS pending,
      count(*) FILTER (WHERE status = 'in_progress' AND deleted_at IS NULL)::int AS in_progress,
      count(*) FILTER (WHERE status = 'done' AND deleted_at IS NULL)::int AS done,
      count(*) FILTER (WHERE deleted_at IS NOT NULL)::int AS trash
    FROM tasks WHERE space_id = $1`,
    [spaceId],
  )
  expect(counters.rows[0]).toMatchObject(counted.rows[0])
  const seqs = await pool.query(`SELECT seq::int FROM task_events WHERE space_id = $1 ORDER BY seq`, [
    spaceId,
  ])
  expect(seqs.rows.map(({ seq }) => seq)).toEqual(seqs.rows.map((_, index) => index + 1))
  expect(Number(counters.rows[0]?.next_seq)).toBe(seqs.rows.length + 1)
  const sent = await pool.query(
    `SELECT g::int AS seq FROM outbox, generate_series(first_seq, last_seq) g WHERE space_id = $1 ORDER BY 1`,
    [spaceId],
  )
  expect(sent.rows).toEqual(seqs.rows)
}

test('sixteen writers of one space, on two stores, leave no gap, no wrong total and no deadlock', async () => {
  const { scope, todo, onSecond } = await makeUser()
  const writers = Array.from({ length: 16 }, async (_, writer) => {
    const mine = writer % 2 === 0 ? todo : onSecond
    for (let turn = 0; turn < 6; turn += 1) {
      const { task } = await mine.create({ title: `w${writer} t${turn}`, tags: [`w${writer}`] })
      await mine.batch([
        { op: 'complete', ref: task.id },
        { op: 'create', title: 'beside' },
      ])
      await mine.delete(task.id)
      if (turn % 3 === 0) await mine.purge([task.id])
    }
  })
  await Promise.all(writers)
  const numbers = await pool.query('SELECT next_number FROM space_counters WHERE space_id = $1', [
    scope.spaceId,
  ])
  expect(numbers.rows).toEqual([{ next_number: 16 * 6 * 2 + 1 }])
  await expectSound(scope.spaceId)
})

test('writers of the same tasks in opposite order all end, and each change is whole', async () => {
  const { scope, todo, onSecond } = await makeUser()
  await todo.batch(Array.from({ length: 4 }, (_, n) => ({ op: 'create', title: `t${n}` }) as const))
  const refs = [1, 2, 3, 4]
  const rename = (mine: TaskService, order: readonly number[], title: string) =>
    mine.batch(order.map((ref) => ({ op: 'update', ref, title }) as const))
  const results = await Promise.allSettled([
    ...['a', 'b', 'c'].map((title) => rename(todo, refs, title)),
    ...['d', 'e', 'f'].map((title) => rename(onSecond, refs.toReversed(), title)),
  ])
  expect(results.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0)
  const { tasks } = await todo.list()
  expect(new Set(tasks.map(({ title }) => title)).size).toBe(1)
  await expectSound(scope.spaceId)
})

test('a task that changed meanwhile takes every part of the change back, whichever way it is written', async () => {
  const { scope, todo } = await makeUser()
  const [one, two] = (await todo.batch(['a', 'b'].map((title) => ({ op: 'create', title }) as const))).tasks
  if (!one || !two) throw new Error('two tasks were made')
  await todo.update(1, { title: 'changed' })
  const undone = await todo.create({ title: 'c' })
  const before = await contents(scope.spaceId)
  const stale = edition(one, { title: 'late' })
  const mark = { operationId: undone.operationId ?? '', from: systemIds.uuid(), to: systemIds.uuid() }
  const refused: Change[] = [
    makeChange({ edits: [stale] }),
    makeChange({ edits: [creation(), edition(two, { title: 'fine' }), stale] }),
    makeChange({ edits: [creation({ number: 9 }), edition(two, { title: 'fine' }), stale] }),
    makeChange({ edits: [edition(two, { title: 'fine' })], marks: [mark] }),
    makeChange({ edits: [creation({ number: 9 })], marks: [mark] }),
    makeChange({ edits: [...Array.from({ length: 300 }, () => creation()), stale] }),
  ]
  for (const change of refused) {
    expect(await first.commit(scope, change)).toEqual({ outcome: 'conflict' })
    expect(await second.commit(scope, change)).toEqual({ outcome: 'conflict' })
  }
  expect(await contents(scope.spaceId)).toEqual(before)
})

test('a change that waits for another writer is decided on what that one left', async () => {
  const { scope, todo } = await makeUser()
  const { task } = await todo.create({ title: 'a' })
  const holder = await pool.connect()
  await holder.query('BEGIN')
  await holder.query('UPDATE space_counters SET next_seq = next_seq WHERE space_id = $1', [scope.spaceId])
  await holder.query('UPDATE tasks SET version = version + 1 WHERE id = $1', [task.id])
  const waiting = first.commit(scope, makeChange({ edits: [edition(task, { title: 'late' })] }))
  const locked = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
  while ((await pool.query(locked)).rowCount === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  await holder.query('COMMIT')
  holder.release()
  expect(await waiting).toEqual({ outcome: 'conflict' })
})

test('twenty thousand tasks are one change, and undo takes it back', async () => {
  const { scope, todo } = await makeUser()
  const edits = Array.from({ length: 20_000 }, (_, n) => creation({ title: `task ${n}`, tags: ['many'] }))
  const result = await first.commit(scope, makeChange({ edits }))
  expect(result.outcome).toBe('committed')
  expect((await todo.list()).total).toBe(20_000)
  await todo.undo()
  expect((await todo.list({ trash: true })).total).toBe(20_000)
  await expectSound(scope.spaceId)
})

test('a new account has a space of its own at once, and leaves nothing readable behind', async () => {
  const id = systemIds.uuid()
  await pool.query('INSERT INTO users (id, email) VALUES ($1, $2)', [id, `${id}@example.org`])
  const scope = { spaceId: id, userId: id }
  const change = () => makeChange({ edits: [creation({ title: 'Secret' })] })
  expect((await first.commit(scope, change())).outcome).toBe('committed')
  await pool.query('DELETE FROM users WHERE id = $1', [id])
  const left = JSON.stringify(await contents(id))
  expect(left).toContain('TaskCreated')
  expect(left).not.toContain('Secret')
  await expect(first.commit(scope, change())).rejects.toThrow(SpaceMissingError)
})

test('two addresses that differ in case only are one account', async () => {
  const insert = (email: string) => pool.query('INSERT INTO users (email) VALUES ($1)', [email])
  await insert('ada@example.org')
  await expect(insert('Ada@Example.org')).rejects.toMatchObject({
    constraint: 'users_email_without_case_key',
  })
})

test('goes on when a pooler has lost the prepared statements, and without them', async () => {
  const scope = makeScope()
  await makeSpace(pool, scope)
  const single = new pg.Pool({ connectionString: url, max: 1 })
  const store = createPostgresStore({ pool: single, prepared: 'auto' })
  const change = () => makeChange({ edits: [creation()] })
  expect((await store.commit(scope, change())).outcome).toBe('committed')
  await single.query('DEALLOCATE ALL')
  expect((await store.commit(scope, change())).outcome).toBe('committed')
  expect((await store.commit(scope, change())).outcome).toBe('committed')
  await single.end()
  await expectSound(scope.spaceId)
})

test('says that the database is away, and goes on when it is back', async () => {
  const { scope, todo } = await makeUser()
  const nowhere = createPostgresStore({
    url: 'postgresql://nobody@127.0.0.1:1/none',
    connectTimeoutMs: 2_000,
  })
  await expect(nowhere.head(scope)).rejects.toThrow(StoreUnavailableError)
  await nowhere.close()
  const slow = createPostgresStore({ url, statementTimeoutMs: 100 })
  const holder = await pool.connect()
  await holder.query('BEGIN')
  await holder.query('SELECT FROM space_counters WHERE space_id = $1 FOR UPDATE', [scope.spaceId])
  await expect(slow.commit(scope, makeChange({ edits: [creation()] }))).rejects.toThrow(StoreUnavailableError)
  await holder.query('ROLLBACK')
  holder.release()
  const others = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()`
  await pool.query(others)
  await todo.list().catch(() => {})
  expect((await todo.list()).total).toBe(0)
  await slow.close()
})
