import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { startTestPostgres } from '@todo/testing/postgres'
import { temporaryFolder } from '@todo/testing/temporary-folder'
import pg from 'pg'
import { afterEach, describe, expect, test } from 'vitest'
import { isMigrated, migrate, SchemaTooNewError } from '../index.ts'
import { migrationFiles } from '../migrate.ts'
import { restoreBackup, writeBackup } from './index.ts'
import { everyTable } from './tables.ts'

const server = await startTestPostgres()
const folder = temporaryFolder()
const file = join(folder, 'todo.backup')
const undo: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

type Opened = { url: string; pool: pg.Pool }

async function open(kind: 'empty' | 'fresh'): Promise<Opened> {
  const { url, drop } = await (kind === 'empty' ? server.emptyDatabase() : server.freshDatabase())
  const pool = new pg.Pool({ connectionString: url, max: 3 })
  pool.on('error', () => {})
  undo.push(drop, () => pool.end())
  return { url, pool }
}

const ada = '00000000-0000-4000-8000-000000000001'
const shared = '00000000-0000-4000-8000-000000000002'

/** Rows in each kind of table, with all that COPY must escape. */
async function fillWith(pool: pg.Pool): Promise<void> {
  await pool.query('INSERT INTO users (id, email, name) VALUES ($1, $2, $3)', [
    ada,
    'ada@example.org',
    'a\tb\nc\\d\\. "é" 日本 🙂',
  ])
  await pool.query('INSERT INTO spaces (id, owner_id, personal) VALUES ($1, $2, false)', [shared, ada])
  await pool.query('UPDATE space_counters SET next_number = 42, next_seq = 1000000000000, pending = 1')
  await pool.query(
    `INSERT INTO tasks (space_id, user_id, number, title, title_key, tags, position, search, due_date)
     VALUES ($1, $1, 41, E'two\\nlines', 'two', '{"a b","c,d",null}', 'a0', 'cat:1A fat:2', '2026-11-30')`,
    [ada],
  )
  await pool.query(`INSERT INTO accounts (user_id, account_id, provider_id, password)
    SELECT id, id, 'credential', 'hash' FROM users`)
  await pool.query(`INSERT INTO jwks (public_key, private_key) VALUES ('{"a": "b"}', 'sealed')`)
  await pool.query(
    `INSERT INTO task_events VALUES ($1, 1, $1, $1, 41, 'TaskCreated', '{"task": {"é": "\\\\n"}}',
    $1, 'user', 'api', now(), null)`,
    [ada],
  )
  await pool.query(
    'INSERT INTO outbox (space_id, first_seq, last_seq) SELECT $1, n, n FROM generate_series(1, 7) n',
    [ada],
  )
  await pool.query('DELETE FROM outbox WHERE id > 3')
}

/** All rows of all tables, but for the epochs of logs: a restored log has another one. */
async function contents(pool: pg.Pool): Promise<Record<string, unknown[]>> {
  const found: Record<string, unknown[]> = {}
  for (const table of everyTable()) {
    const { rows } = await pool.query<{ row: string }>(`SELECT t::text AS row FROM ${table} t ORDER BY 1`)
    found[table] = rows.map(({ row }) => (table === 'space_counters' ? row.replace(/,\d+\)$/, ')') : row))
  }
  return found
}

async function made(): Promise<Opened> {
  const source = await open('fresh')
  await fillWith(source.pool)
  await writeBackup({ url: source.url, file })
  return source
}

/** The file with other bytes inside, and a checksum that fits them. */
function rewritten(change: (text: Buffer) => Buffer): void {
  const changed = change(gunzipSync(readFileSync(file)).subarray(0, -32))
  const digest = createHash('sha256').update(changed).digest()
  writeFileSync(file, gzipSync(Buffer.concat([changed, digest])))
}

describe('a backup', () => {
  test.each(['empty', 'fresh'] as const)('comes back whole in a database that is %s', async (kind) => {
    const source = await made()
    const target = await open(kind)
    const header = await restoreBackup({ url: target.url, file, replace: false })
    expect(header.tables.find(({ name }) => name === 'users')?.rows).toBe(1)
    expect(await contents(target.pool)).toEqual(await contents(source.pool))
    expect(await isMigrated(target.pool)).toBe(true)
    expect(await migrate(target.url)).toEqual({ applied: [] })
  })

  test('that was restored goes on with logs of another epoch, which copies of the old one are told', async () => {
    const epochs = async ({ pool }: Opened): Promise<number[]> => {
      const { rows } = await pool.query<{ epoch: number }>('SELECT epoch FROM space_counters')
      return rows.map(({ epoch }) => epoch)
    }
    const source = await made()
    const target = await open('empty')
    await restoreBackup({ url: target.url, file, replace: false })
    expect(await epochs(source)).toEqual([0, 0])
    expect(await epochs(target)).not.toContain(0)
  })

  test('leaves generators of numbers and triggers as they were', async () => {
    await made()
    const { url, pool } = await open('empty')
    await restoreBackup({ url, file, replace: false })
    const next = await pool.query(
      'INSERT INTO outbox (space_id, first_seq, last_seq) VALUES ($1, 1, 1) RETURNING id',
      [ada],
    )
    expect(next.rows).toEqual([{ id: '8' }])
    await pool.query(`INSERT INTO users (email) VALUES ('new@example.org')`)
    const counters = await pool.query('SELECT count(*)::int AS count FROM space_counters')
    expect(counters.rows).toEqual([{ count: 3 }])
  })

  test('is for its owner alone, and leaves nothing beside it', async () => {
    await made()
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder)).toEqual(['todo.backup'])
  })

  test('is one moment, whatever is written meanwhile', async () => {
    const { url, pool } = await open('fresh')
    await pool.query(`INSERT INTO users (email) SELECT n || '@example.org' FROM generate_series(1, 2000) n`)
    let writing = true
    const writer = (async () => {
      for (let n = 0; writing; n += 1)
        await pool.query('INSERT INTO users (email) VALUES ($1)', [`x${n}@example.org`])
    })()
    await writeBackup({ url, file })
    writing = false
    await writer
    const target = await open('empty')
    await restoreBackup({ url: target.url, file, replace: false })
    const { rows } = await target.pool.query(`SELECT
      (SELECT count(*) FROM users) = (SELECT count(*) FROM spaces) AS spaces,
      (SELECT count(*) FROM users) = (SELECT count(*) FROM space_counters) AS counters`)
    expect(rows).toEqual([{ spaces: true, counters: true }])
  })

  test('holds neither rate limits nor device codes', async () => {
    const { url, pool } = await open('fresh')
    await pool.query(`INSERT INTO rate_limits VALUES ('somebody', 3, now())`)
    await pool.query(`INSERT INTO device_codes (device_code_hash, user_code, client, expires_at)
      VALUES ('somehash', 'ABCD-EFGH', 'cli', now())`)
    const { tables } = await writeBackup({ url, file })
    expect(tables.map(({ name }) => name)).not.toContain('rate_limits')
    expect(gunzipSync(readFileSync(file)).toString()).not.toMatch(/somebody|somehash/)
  })

  test('of every older schema is brought to the newest', async () => {
    for (const { when, tag } of migrationFiles()) {
      const old = await open('empty')
      await migrateTo(old, when)
      await old.pool.query('INSERT INTO users (id, email) VALUES ($1, $2)', [ada, 'ada@example.org'])
      expect((await writeBackup({ url: old.url, file })).schema).toEqual({ at: when, tag })
      const target = await open('fresh')
      await restoreBackup({ url: target.url, file, replace: false })
      expect(await migrate(target.url)).toEqual({ applied: [] })
      const { users, spaces, space_members } = await contents(target.pool)
      expect([users?.length, spaces?.length, space_members?.length]).toEqual([1, 1, 1])
    }
  })

  async function migrateTo({ pool }: Opened, last: number): Promise<void> {
    await pool.query('CREATE SCHEMA drizzle')
    await pool.query(
      'CREATE TABLE drizzle.__drizzle_migrations (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at bigint)',
    )
    for (const { when, sql, hash } of migrationFiles().filter(({ when }) => when <= last)) {
      for (const statement of sql) await pool.query(statement)
      await pool.query('INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES ($1, $2)', [
        hash,
        when,
      ])
    }
  }

  test('of nothing, of a newer database, or into a folder that is not there, is refused and leaves no file', async () => {
    const before = readdirSync(folder)
    const empty = await open('empty')
    const other = join(folder, 'other.backup')
    await expect(writeBackup({ url: empty.url, file: other })).rejects.toMatchObject({
      code: 'NOTHING_TO_BACK_UP',
    })
    const { url, pool } = await open('fresh')
    const nowhere = join(folder, 'none', 'x')
    await expect(writeBackup({ url, file: nowhere })).rejects.toMatchObject({ code: 'FILE_UNWRITABLE' })
    await pool.query(
      `INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES ('later', 99999999999999)`,
    )
    await expect(writeBackup({ url, file: other })).rejects.toThrow(SchemaTooNewError)
    expect(readdirSync(folder)).toEqual(before)
  })
})

describe('restoring', () => {
  test('into a database that holds something needs to be told so, and then replaces all of it', async () => {
    const source = await made()
    const { url, pool } = await open('fresh')
    await pool.query(`INSERT INTO users (email) VALUES ('grace@example.org')`)
    await pool.query(`INSERT INTO rate_limits VALUES ('somebody', 3, now())`)
    const before = await contents(pool)
    await expect(restoreBackup({ url, file, replace: false })).rejects.toMatchObject({
      code: 'DATABASE_NOT_EMPTY',
    })
    expect(await contents(pool)).toEqual(before)
    await restoreBackup({ url, file, replace: true })
    expect(await contents(pool)).toEqual(await contents(source.pool))
  })

  test("leaves a database of something else alone, even with the same tables' names", async () => {
    await made()
    const { url, pool } = await open('empty')
    await pool.query('CREATE TABLE users AS SELECT 1 AS n')
    await expect(restoreBackup({ url, file, replace: true })).rejects.toMatchObject({
      code: 'DATABASE_FOREIGN',
    })
    expect((await pool.query('SELECT * FROM users')).rows).toEqual([{ n: 1 }])
  })

  test('leaves tables alone that are not of todo', async () => {
    await made()
    const { url, pool } = await open('fresh')
    await pool.query('CREATE TABLE theirs AS SELECT 1 AS n')
    await restoreBackup({ url, file, replace: true })
    expect((await pool.query('SELECT * FROM theirs')).rows).toEqual([{ n: 1 }])
  })

  test.each([
    ['cut off', (whole: Buffer) => whole.subarray(0, Math.floor(whole.length * 0.7)), 'BACKUP_DAMAGED'],
    ['without its last byte', (whole: Buffer) => whole.subarray(0, -1), 'BACKUP_DAMAGED'],
    ['changed in a byte', (whole: Buffer) => flipped(whole, Math.floor(whole.length / 2)), 'BACKUP_DAMAGED'],
    ['with something behind it', (whole: Buffer) => Buffer.concat([whole, gzipSync('x')]), 'BACKUP_DAMAGED'],
    ['empty', () => Buffer.alloc(0), 'BACKUP_DAMAGED'],
    ['no backup', () => Buffer.from('hello there, this is a text'), 'NOT_A_BACKUP'],
    ['something else that is compressed', () => gzipSync('{"format": "other"}\n'), 'NOT_A_BACKUP'],
  ])('a file that is %s changes nothing', async (_name, change, code) => {
    await made()
    writeFileSync(file, change(readFileSync(file)))
    await refusedWith(code)
  })

  const flipped = (whole: Buffer, at: number): Buffer =>
    Buffer.concat([whole.subarray(0, at), Buffer.from([(whole[at] ?? 0) ^ 1]), whole.subarray(at + 1)])

  test('a file with a row missing, of a newer schema or of a newer format changes nothing', async () => {
    await made()
    rewritten((bytes) => textReplaced(bytes, '"rows":1}', '"rows":2}'))
    await refusedWith('BACKUP_DAMAGED')
    await made()
    rewritten((bytes) => textReplaced(bytes, '"schema":{"at":1', '"schema":{"at":9'))
    await refusedWith('BACKUP_TOO_NEW')
    await made()
    rewritten((bytes) => textReplaced(bytes, '"formatVersion":1', '"formatVersion":2'))
    await refusedWith('BACKUP_TOO_NEW')
  })

  test('a file whose rows the database refuses changes nothing', async () => {
    await made()
    rewritten((bytes) => textReplaced(bytes, `\t${ada}\t41\t`, `\t${shared}\t41\t`))
    const { url, pool } = await open('fresh')
    const before = await contents(pool)
    await expect(restoreBackup({ url, file, replace: false })).rejects.toMatchObject({ code: '23503' })
    expect(await contents(pool)).toEqual(before)
    expect(await isMigrated(pool)).toBe(true)
  })

  /** Same length, so that the frames still fit. */
  function textReplaced(bytes: Buffer, from: string, to: string): Buffer {
    expect(bytes.toString('latin1')).toContain(from)
    return Buffer.from(bytes.toString('latin1').replace(from, to), 'latin1')
  }

  async function refusedWith(code: string): Promise<void> {
    const { url, pool } = await open('fresh')
    await pool.query(`INSERT INTO users (email) VALUES ('grace@example.org')`)
    const before = await contents(pool)
    await expect(restoreBackup({ url, file, replace: true })).rejects.toMatchObject({
      code,
      message: expect.not.stringContaining('\n'),
    })
    expect(await contents(pool)).toEqual(before)
  }

  test('a file that is not there says so', async () => {
    const { url } = await open('empty')
    await expect(restoreBackup({ url, file: join(folder, 'none'), replace: false })).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
    })
  })
})
