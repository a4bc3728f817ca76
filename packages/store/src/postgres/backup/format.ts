import { isRecord } from '../is-record.ts'
import { BackupError } from './errors.ts'
import type { Sequence, TableColumns } from './tables.ts'

/*
 * A backup is a gzip stream of: one line of JSON (the header); for each table its rows as COPY writes them, in
 * frames (length in 4 bytes, big-endian, then the bytes), ended by an empty frame; the SHA-256 of all before it.
 */

export const formatVersion = 1
export const digestBytes = 32

export type BackupTable = TableColumns & { rows: number }

export type BackupHeader = {
  format: 'todo-backup'
  formatVersion: number
  /** The last migration of the database: its time in the journal, and its name. */
  schema: { at: number; tag: string }
  /** The version of the PostgreSQL that it was read from. */
  postgres: string
  /** When the snapshot was taken (ISO 8601). */
  at: string
  tables: readonly BackupTable[]
  sequences: readonly Sequence[]
}

export const headerLine = (header: BackupHeader): Buffer => Buffer.from(`${JSON.stringify(header)}\n`)

export function frame(bytes: Uint8Array): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}

/** Throws `NOT_A_BACKUP`, and `BACKUP_TOO_NEW` for a format that only a newer release reads. */
export function parseHeader(line: string): BackupHeader {
  const value = parsedJson(line)
  if (!isRecord(value) || value.format !== 'todo-backup') throw notOurs()
  if (typeof value.formatVersion !== 'number') throw notOurs()
  if (value.formatVersion > formatVersion) throw tooNew()
  if (!isHeader(value)) throw notOurs()
  return value
}

export const notOurs = (cause?: unknown): BackupError =>
  new BackupError('NOT_A_BACKUP', 'The file is no backup of todo', cause)

export const tooNew = (): BackupError =>
  new BackupError(
    'BACKUP_TOO_NEW',
    'The backup was made by a newer release of todo; restore it with that one',
  )

export const damaged = (cause?: unknown): BackupError =>
  new BackupError('BACKUP_DAMAGED', 'The backup is incomplete or damaged; nothing was restored', cause)

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw notOurs(error)
  }
}

/** Says of a parsed line what its parts were looked at for. */
function isHeader(value: unknown): value is BackupHeader {
  if (!isRecord(value) || !isRecord(value.schema)) return false
  const { schema, tables, sequences } = value
  if (!Number.isSafeInteger(schema.at) || typeof schema.tag !== 'string') return false
  if (typeof value.postgres !== 'string' || typeof value.at !== 'string') return false
  return (
    Array.isArray(tables) && tables.every(isTable) && Array.isArray(sequences) && sequences.every(isSequence)
  )
}

const isText = (value: unknown): boolean => typeof value === 'string'

const isTable = (value: unknown): boolean =>
  isRecord(value) &&
  isText(value.name) &&
  Number.isSafeInteger(value.rows) &&
  Array.isArray(value.columns) &&
  value.columns.every(isText)

const isSequence = (value: unknown): boolean =>
  isRecord(value) &&
  isText(value.table) &&
  isText(value.column) &&
  isText(value.value) &&
  typeof value.called === 'boolean'
