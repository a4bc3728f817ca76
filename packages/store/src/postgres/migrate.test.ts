import { startTestPostgres, type TestDatabase } from '@todo/testing/postgres'
import { is } from 'drizzle-orm'
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core'
import pg from 'pg'
import { afterEach, describe, expect, test } from 'vitest'
import { isMigrated, migrate, SchemaTooNewError, StoreUnavailableError } from './index.ts'
import * as schema from './schema.ts'
import * as agentSchema from './schema-agents.ts'
import * as chatSchema from './schema-chat.ts'

const server = await startTestPostgres()
const used: { database: TestDatabase; pool: pg.Pool }[] = []

function open(database: TestDatabase): { url: string; pool: pg.Pool } {
  const pool = new pg.Pool({ connectionString: database.url, max: 2 })
  used.push({ database, pool })
  return { url: database.url, pool }
}

afterEach(async () => {
  for (const { database, pool } of used.splice(0)) {
    await pool.end()
    await database.drop()
  }
})

describe('migrate', () => {
  test('makes the schema once, by name and in order, and finds nothing to do again', async () => {
    const { url, pool } = open(await server.emptyDatabase())
    expect(await isMigrated(pool)).toBe(false)
    const { applied } = await migrate(url)
    expect(applied.slice(0, 3)).toEqual(['001_initial', '002_conversations', '003_events'])
    expect(await isMigrated(pool)).toBe(true)
    expect(await migrate(url)).toEqual({ applied: [] })
  })

  test('by several at once is done by one of them, and right for all', async () => {
    const { url, pool } = open(await server.emptyDatabase())
    const runs = await Promise.all([migrate(url), migrate(url), migrate(url)])
    expect(runs.filter(({ applied }) => applied.length > 0)).toHaveLength(1)
    const rows = await pool.query('SELECT created_at FROM drizzle.__drizzle_migrations')
    expect(new Set(rows.rows.map(({ created_at }) => created_at)).size).toBe(rows.rows.length)
  })

  test('refuses a database that newer code has migrated, and leaves it alone', async () => {
    const { url, pool } = open(await server.freshDatabase())
    await pool.query(
      `INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES ('later', 99999999999999)`,
    )
    await expect(migrate(url)).rejects.toThrow(SchemaTooNewError)
    expect(await isMigrated(pool)).toBe(true)
  })

  test('says that the database is away', async () => {
    await expect(migrate('postgresql://nobody@127.0.0.1:1/none')).rejects.toThrow(StoreUnavailableError)
  })
})

type Column = { table: string; column: string; type: string; required: boolean; hasDefault: boolean }

const tables = [schema, agentSchema, chatSchema]
  .flatMap(Object.values)
  .flatMap((member) => (is(member, PgTable) ? [getTableConfig(member)] : []))

function columnsInCode(): Column[] {
  return tables.flatMap(({ name, columns, primaryKeys }) => {
    const keys = new Set(primaryKeys.flatMap((key) => key.columns.map((column) => column.name)))
    return columns.map((column) => ({
      table: name,
      column: column.name,
      type: column.getSQLType(),
      required: column.notNull || keys.has(column.name),
      hasDefault: column.hasDefault,
    }))
  })
}

async function columnsInDatabase(pool: pg.Pool): Promise<Column[]> {
  const { rows } = await pool.query<Column>(`
    SELECT c.table_name AS table, c.column_name AS column,
      replace(replace(replace(format_type(a.atttypid, a.atttypmod), 'character varying', 'varchar'),
        'timestamp with time zone', 'timestamptz'), 'timestamptz', 'timestamp with time zone') AS type,
      c.is_nullable = 'NO' AS required, c.column_default IS NOT NULL OR c.is_identity = 'YES' AS "hasDefault"
    FROM information_schema.columns c JOIN pg_attribute a
      ON a.attrelid = format('%I.%I', c.table_schema, c.table_name)::regclass AND a.attname = c.column_name
    WHERE c.table_schema = 'public'`)
  return rows
}

const byName = (rows: readonly Column[]): Column[] =>
  rows.toSorted((a, b) => `${a.table}.${a.column}`.localeCompare(`${b.table}.${b.column}`))

describe('the schema in code', () => {
  test('has the columns of the migrated database, with their types, defaults and requirements', async () => {
    const { pool } = open(await server.freshDatabase())
    expect(byName(columnsInCode())).toEqual(byName(await columnsInDatabase(pool)))
  })

  test('has its keys and indexes, under their names', async () => {
    const { pool } = open(await server.freshDatabase())
    const found = await pool.query<{ name: string }>(
      `SELECT indexname AS name FROM pg_indexes WHERE schemaname = 'public' AND indexname NOT LIKE '%\\_pkey'`,
    )
    const named = tables.flatMap(({ indexes, uniqueConstraints }) => [
      ...indexes.map((index) => index.config.name),
      ...uniqueConstraints.map((constraint) => constraint.getName()),
    ])
    expect(named.toSorted()).toEqual(found.rows.map(({ name }) => name).toSorted())
  })

  test('has its foreign keys', async () => {
    const { pool } = open(await server.freshDatabase())
    const found = await pool.query<{ key: string }>(
      `SELECT conrelid::regclass || ' ' || confrelid::regclass || ' ' || confdeltype::text AS key
      FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace`,
    )
    const inCode = tables.flatMap(({ name, foreignKeys }) =>
      foreignKeys.map((key) => {
        const { name: other } = getTableConfig(key.reference().foreignTable)
        return `${name} ${other} ${key.onDelete === 'cascade' ? 'c' : 'a'}`
      }),
    )
    expect(inCode.toSorted()).toEqual(found.rows.map(({ key }) => key).toSorted())
  })
})
