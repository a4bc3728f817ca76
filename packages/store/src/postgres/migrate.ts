import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { asUnavailable } from './errors.ts'

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url))

/** The advisory lock that migrators of one database queue for ("todo" in ASCII). */
const lockKey = 0x746f646f

/** The database was migrated by newer code than this. */
export class SchemaTooNewError extends Error {
  readonly code = 'SCHEMA_TOO_NEW'

  constructor() {
    super('The database was migrated by a newer release of todo; start that release, or a newer one')
    this.name = 'SchemaTooNewError'
  }
}

export type Migrated = {
  /** The names of the migrations that this call ran, in order. */
  applied: readonly string[]
}

export type JournalEntry = { when: number; tag: string }

/** A migration with its statements, and the hash under which it is recorded. */
export type MigrationFile = JournalEntry & { sql: readonly string[]; hash: string }

/** All migrations of this code, the oldest first. */
export function migrationFiles(): readonly MigrationFile[] {
  return readJournal().map(({ when, tag }) => {
    const text = readFileSync(`${migrationsFolder}/${tag}.sql`, 'utf8')
    const hash = createHash('sha256').update(text).digest('hex')
    return { when, tag, sql: text.split('--> statement-breakpoint'), hash }
  })
}

/** The last migration of a database; `null` where it has none. Throws `SchemaTooNewError`. */
export async function appliedMigration(database: Pick<pg.ClientBase, 'query'>): Promise<JournalEntry | null> {
  const last = await lastMigration(database)
  const journal = readJournal()
  refuseNewer(last, journal)
  return journal.find(({ when }) => when === last) ?? null
}

/** Keeps migrators away until the transaction ends. */
export async function lockMigrations(client: Pick<pg.ClientBase, 'query'>): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock($1)', [lockKey])
}

/**
 * Brings the database to this code's schema, on a connection of its own that must be direct (no transaction
 * pooler). Any number of callers may do so at once: one does the work, the others wait and find it done.
 * Throws `SchemaTooNewError`, and `StoreUnavailableError` where the database cannot be reached.
 */
export async function migrate(connectionString: string): Promise<Migrated> {
  const client = new pg.Client({ connectionString, application_name: 'todo migrate', keepAlive: true })
  client.on('error', () => {})
  try {
    await client.connect()
    const journal = readJournal()
    const before = await lastMigration(client)
    refuseNewer(before, journal)
    if (before === journal.at(-1)?.when) return { applied: [] }
    return await migrateLocked(client, journal)
  } catch (error) {
    throw asUnavailable(error)
  } finally {
    await client.end().catch(() => {})
  }
}

/** Whether the database has this code's schema, or a newer one's. For readiness; any connection will do. */
export async function isMigrated(database: Pick<pg.ClientBase, 'query'>): Promise<boolean> {
  const last = await lastMigration(database)
  return last !== null && last >= (readJournal().at(-1)?.when ?? 0)
}

async function migrateLocked(client: pg.Client, journal: readonly JournalEntry[]): Promise<Migrated> {
  await client.query('SELECT pg_advisory_lock($1)', [lockKey])
  const before = await lastMigration(client)
  refuseNewer(before, journal)
  const [{ drizzle }, migrator] = await Promise.all([
    import('drizzle-orm/node-postgres'),
    import('drizzle-orm/node-postgres/migrator'),
  ])
  await migrator.migrate(drizzle(client), { migrationsFolder })
  return { applied: journal.filter(({ when }) => when > (before ?? 0)).map(({ tag }) => tag) }
}

async function lastMigration(database: Pick<pg.ClientBase, 'query'>): Promise<number | null> {
  const table = await database.query<{ found: boolean }>(
    `SELECT to_regclass('drizzle.__drizzle_migrations') IS NOT NULL AS found`,
  )
  if (!table.rows[0]?.found) return null
  const last = await database.query<{ at: string | null }>(
    'SELECT max(created_at)::text AS at FROM drizzle.__drizzle_migrations',
  )
  const at = last.rows[0]?.at
  return at ? Number(at) : null
}

function refuseNewer(last: number | null, journal: readonly JournalEntry[]): void {
  if (last !== null && last > (journal.at(-1)?.when ?? 0)) throw new SchemaTooNewError()
}

function readJournal(): readonly JournalEntry[] {
  const text = readFileSync(`${migrationsFolder}/meta/_journal.json`, 'utf8')
  return journalOf(JSON.parse(text))
}

/** The journal is our own file beside this one, hence the assertion. */
const journalOf = (value: unknown): readonly JournalEntry[] =>
  (value as { entries: readonly JournalEntry[] }).entries
