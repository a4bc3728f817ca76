import pg from 'pg'
import { migrationFiles } from '../migrate.ts'

/** Counts and codes that live for minutes; a restored one would only be wrong. */
const passing = new Set(['rate_limits', 'device_codes'])

export type TableColumns = { name: string; columns: readonly string[] }

/** Where a generator of numbers stands: `value` is its last one, or its next where none was `called` yet. */
export type Sequence = { table: string; column: string; value: string; called: boolean }

type Database = Pick<pg.ClientBase, 'query'>

/** All tables that our migrations ever made, each after those that it refers to. */
export const everyTable = (): readonly string[] => made(/^CREATE (?:UNLOGGED )?TABLE (\w+)/gm)

/** All functions that our migrations ever made. */
export const everyFunction = (): readonly string[] => made(/^CREATE FUNCTION (\w+)/gm)

function made(pattern: RegExp): readonly string[] {
  const texts = migrationFiles().flatMap(({ sql }) => sql)
  return [...new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map(([, name = '']) => name)))]
}

/** The tables that a backup holds, as far as the database has them, with the columns that are not computed. */
export async function keptTables(database: Database): Promise<readonly TableColumns[]> {
  const names = everyTable().filter((name) => !passing.has(name))
  const { rows } = await database.query<TableColumns>(
    `SELECT wanted.name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
     FROM unnest($1::text[]) WITH ORDINALITY AS wanted (name, place)
     JOIN pg_attribute a ON a.attrelid = to_regclass(wanted.name)
     WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     GROUP BY wanted.name, wanted.place ORDER BY wanted.place`,
    [names],
  )
  return rows
}

/** The first of our tables that holds a row; `null` where all that are there are empty. */
export async function firstFilled(database: Database): Promise<string | null> {
  for (const { name } of await keptTables(database)) {
    const { rowCount } = await database.query(`SELECT FROM ${quoted(name)} LIMIT 1`)
    if (rowCount !== 0) return name
  }
  return null
}

export async function readSequences(
  database: Database,
  tables: readonly TableColumns[],
): Promise<readonly Sequence[]> {
  const found: Sequence[] = []
  for (const { table, column, sequence } of await sequencesOf(database, tables)) {
    const { rows } = await database.query<{ value: string; called: boolean }>(
      `SELECT last_value::text AS value, is_called AS called FROM ${sequence}`,
    )
    for (const row of rows) found.push({ table, column, ...row })
  }
  return found
}

type Named = { table: string; column: string; sequence: string }

async function sequencesOf(database: Database, tables: readonly TableColumns[]): Promise<readonly Named[]> {
  const { rows } = await database.query<Named>(
    `SELECT t.name AS table, a.attname::text AS column, pg_get_serial_sequence(t.name, a.attname) AS sequence
     FROM unnest($1::text[]) AS t (name) JOIN pg_attribute a ON a.attrelid = to_regclass(t.name)
     WHERE a.attnum > 0 AND NOT a.attisdropped AND pg_get_serial_sequence(t.name, a.attname) IS NOT NULL`,
    [tables.map(({ name }) => name)],
  )
  return rows
}

export async function setSequence(database: Database, sequence: Sequence): Promise<void> {
  const { table, column, value, called } = sequence
  await database.query('SELECT setval(pg_get_serial_sequence($1, $2), $3::bigint, $4)', [
    table,
    column,
    value,
    called,
  ])
}

export const quoted = (name: string): string => pg.escapeIdentifier(name)

/** `table (column, …)`, as COPY wants it. */
export const copied = ({ name, columns }: TableColumns): string =>
  `${quoted(name)} (${columns.map(quoted).join(', ')})`
