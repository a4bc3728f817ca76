import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { asUnavailable } from '../errors.ts'
import { appliedMigration, lockMigrations, type MigrationFile, migrationFiles } from '../migrate.ts'
import { BackupError } from './errors.ts'
import { type BackupHeader, damaged, tooNew } from './format.ts'
import { type OpenBackup, verifyBackup, withBackup } from './read.ts'
import {
  copied,
  everyFunction,
  everyTable,
  firstFilled,
  keptTables,
  quoted,
  setSequence,
  type TableColumns,
} from './tables.ts'

export type RestoreInput = {
  /** A direct connection (no transaction pooler). */
  url: string
  file: string
  /** Whether what the database holds may be lost. */
  replace: boolean
}

/**
 * Makes the database what it was when the backup was written, with this code's schema: all of it or nothing, in
 * one transaction. The file is read to its end before the database is touched.
 * Throws `BackupError`, `SchemaTooNewError`, `StoreUnavailableError`.
 */
export async function restoreBackup({ url, file, replace }: RestoreInput): Promise<BackupHeader> {
  refuseUnknown(await verifyBackup(file))
  const client = new pg.Client({ connectionString: url, application_name: 'todo restore', keepAlive: true })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('BEGIN')
    await lockMigrations(client)
    await refuseDatabase(client, replace)
    await dropOurs(client)
    const header = await withBackup(file, (backup) => fill(client, backup))
    await client.query('COMMIT')
    return header
  } catch (error) {
    throw asUnavailable(error)
  } finally {
    await client.end().catch(() => {})
  }
}

function refuseUnknown({ schema, tables }: BackupHeader): void {
  const files = migrationFiles()
  if (schema.at > (files.at(-1)?.when ?? 0)) throw tooNew()
  const known = new Set(everyTable())
  if (!files.some(({ when }) => when === schema.at) || tables.some(({ name }) => !known.has(name))) {
    throw damaged()
  }
}

async function refuseDatabase(client: pg.Client, replace: boolean): Promise<void> {
  const isOurs = (await appliedMigration(client)) !== null
  if (!isOurs && (await keptTables(client)).length > 0) {
    throw new BackupError(
      'DATABASE_FOREIGN',
      'The database has tables that are not of todo; restore into another one',
    )
  }
  if (!replace && (await firstFilled(client)) !== null) {
    throw new BackupError(
      'DATABASE_NOT_EMPTY',
      'The database is not empty; restore into an empty one, or give up what it holds with --replace',
    )
  }
}

/** Only what our migrations made goes, and nothing that something else depends on. */
async function dropOurs(client: pg.Client): Promise<void> {
  if ((await appliedMigration(client)) === null) return
  await client.query(`DROP TABLE IF EXISTS ${everyTable().map(quoted).join(', ')}`)
  for (const name of everyFunction()) await client.query(`DROP FUNCTION IF EXISTS ${quoted(name)}`)
  await client.query('DELETE FROM drizzle.__drizzle_migrations')
}

async function fill(client: pg.Client, { header, rows, finish }: OpenBackup): Promise<BackupHeader> {
  const files = migrationFiles()
  await run(
    client,
    files.filter(({ when }) => when <= header.schema.at),
  )
  await withoutTriggers(client, header.tables, async () => {
    for (const table of header.tables) {
      const copy = client.query(copyFrom(`COPY ${copied(table)} FROM STDIN`))
      await pipeline(Readable.from(rows()), copy)
      if (copy.rowCount !== table.rows) throw damaged()
    }
  })
  await finish()
  for (const sequence of header.sequences) await setSequence(client, sequence)
  await run(
    client,
    files.filter(({ when }) => when > header.schema.at),
  )
  await client.query('UPDATE space_counters SET epoch = 1 + floor(random() * 2147483646)')
  await client.query(`ANALYZE ${(await keptTables(client)).map(({ name }) => quoted(name)).join(', ')}`)
  return header
}

/** The backup holds what triggers made when its rows were new. Foreign keys are checked all the same. */
async function withoutTriggers(
  client: pg.Client,
  tables: readonly TableColumns[],
  work: () => Promise<void>,
): Promise<void> {
  for (const { name } of tables) await client.query(`ALTER TABLE ${quoted(name)} DISABLE TRIGGER USER`)
  await work()
  for (const { name } of tables) await client.query(`ALTER TABLE ${quoted(name)} ENABLE TRIGGER USER`)
}

/** Drizzle's migrator opens a transaction of its own; this one leaves the same traces within ours. */
async function run(client: pg.Client, files: readonly MigrationFile[]): Promise<void> {
  await client.query('CREATE SCHEMA IF NOT EXISTS drizzle')
  await client.query(
    `CREATE TABLE IF NOT EXISTS drizzle.__drizzle_migrations
      (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at bigint)`,
  )
  for (const { sql, hash, when } of files) {
    for (const statement of sql) await client.query(statement)
    await client.query('INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES ($1, $2)', [
      hash,
      when,
    ])
  }
}
