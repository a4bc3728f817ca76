import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { asUnavailable, codeOf } from '../errors.ts'
import { appliedMigration } from '../migrate.ts'
import { BackupError } from './errors.ts'
import { type BackupHeader, type BackupTable, formatVersion, frame, headerLine } from './format.ts'
import { copied, keptTables, quoted, readSequences, type TableColumns } from './tables.ts'

export type BackupInput = {
  /** A direct connection (no transaction pooler). */
  url: string
  /** Replaced where it exists, and only once the new one is whole. */
  file: string
}

/**
 * Writes everything that is kept into one file, as it was at one moment; servers may go on writing meanwhile.
 * Throws `BackupError`, `SchemaTooNewError`, `StoreUnavailableError`.
 */
export async function writeBackup({ url, file }: BackupInput): Promise<BackupHeader> {
  const client = new pg.Client({ connectionString: url, application_name: 'todo backup', keepAlive: true })
  client.on('error', () => {})
  const temporary = `${file}.${process.pid}.part`
  try {
    await client.connect()
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    await client.query("SET LOCAL datestyle = 'ISO'; SET LOCAL timezone = 'UTC'")
    const header = await readHeader(client)
    const out = createWriteStream(temporary, { flags: 'wx', mode: 0o600, flush: true })
    await pipeline(contentsOf(client, header), createGzip(), out)
    await rename(temporary, file)
    await syncFolder(dirname(file))
    return header
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {})
    throw ofFile(error) ? unwritable(file, error) : asUnavailable(error)
  } finally {
    await client.end().catch(() => {})
  }
}

async function readHeader(client: pg.Client): Promise<BackupHeader> {
  const schema = await appliedMigration(client)
  if (!schema) throw new BackupError('NOTHING_TO_BACK_UP', 'The database holds no data of todo')
  const { rows } = await client.query<{ postgres: string; at: Date }>(
    `SELECT current_setting('server_version') AS postgres, now() AS at`,
  )
  const tables: BackupTable[] = []
  for (const table of await keptTables(client)) tables.push({ ...table, rows: await countOf(client, table) })
  return {
    format: 'todo-backup',
    formatVersion,
    schema: { at: schema.when, tag: schema.tag },
    postgres: rows[0]?.postgres ?? '',
    at: rows[0]?.at.toISOString() ?? '',
    tables,
    sequences: await readSequences(client, tables),
  }
}

async function countOf(client: pg.Client, { name }: TableColumns): Promise<number> {
  const { rows } = await client.query<{ count: string }>(`SELECT count(*) FROM ${quoted(name)}`)
  return Number(rows[0]?.count)
}

async function* contentsOf(client: pg.Client, header: BackupHeader): AsyncGenerator<Buffer> {
  const digest = createHash('sha256')
  const hashed = (bytes: Buffer): Buffer => {
    digest.update(bytes)
    return bytes
  }
  yield hashed(headerLine(header))
  for (const table of header.tables) {
    for await (const part of client.query(copyTo(`COPY ${copied(table)} TO STDOUT`))) {
      yield hashed(frame(bytesOf(part)))
    }
    yield hashed(frame(Buffer.alloc(0)))
  }
  yield digest.digest()
}

/** A readable stream's parts are untyped; those of a COPY are bytes. */
const bytesOf = (part: unknown): Buffer => part as Buffer

const fileCalls = new Set(['open', 'write', 'fsync', 'close', 'rename'])
const connectionCodes = new Set(['EPIPE', 'ECONNRESET'])

/** Whether the file is the trouble, and not the connection to the database. */
const ofFile = (error: unknown): error is Error =>
  error instanceof Error &&
  'syscall' in error &&
  fileCalls.has(String(error.syscall)) &&
  !connectionCodes.has(codeOf(error) ?? '')

const unwritable = (file: string, error: Error): BackupError =>
  new BackupError('FILE_UNWRITABLE', `${file} cannot be written (${error.message})`, error)

/** The new name outlasts a power cut only when its folder was written too. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
