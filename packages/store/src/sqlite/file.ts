import { closeSync, fstatSync, mkdirSync, openSync, readSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from 'node:sqlite'
import { fileError, isBusy, StoreFileError } from './errors.ts'
import { applicationId, migrations } from './schema.ts'

export type Row = Record<string, SQLOutputValue>
/** The values of a row in the order of its columns. */
export type Tuple = readonly SQLOutputValue[]

export type SqliteOptions = {
  /** How long a write waits for another process, in milliseconds. */
  busyTimeoutMs?: number
  /** Pages of 4 KiB that the file may grow to; none by default. */
  pageCountMax?: number
}

const busyTimeoutMsDefault = 30_000

/** One open file: statements prepared once, errors in the words of {@link StoreFileError}. */
export class SqliteFile {
  readonly path: string
  readonly #db: DatabaseSync
  readonly #busyTimeoutMs: number
  readonly #statements = new Map<string, StatementSync>()
  #isClosed = false

  /** Opens the file, which is made where it is missing. Throws `StoreFileError`, and then leaves the file alone. */
  constructor(path: string, { busyTimeoutMs = busyTimeoutMsDefault, pageCountMax }: SqliteOptions) {
    this.path = path
    this.#busyTimeoutMs = busyTimeoutMs
    this.#db = this.#translated(() => {
      const known = inspect(path)
      return retried(busyTimeoutMs, () => connect(path, known, busyTimeoutMs, pageCountMax))
    })
  }

  get(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#read(sql, (statement) => statement.get(...values))
  }

  all(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#read(sql, (statement) => statement.all(...values))
  }

  /** Many rows at a quarter of what {@link all} costs: no object is made for each. A text is read in one way only. */
  tuples(sql: string, ...values: SQLInputValue[]): readonly Tuple[] {
    return this.#read(sql, (statement) => {
      statement.setReturnArrays(true)
      return tuplesOf(statement.all(...values))
    })
  }

  /** The key of the row inserted, where the statement inserts one. */
  run(sql: string, ...values: SQLInputValue[]): number {
    return this.#translated(() => Number(this.#statement(sql).run(...values).lastInsertRowid))
  }

  /** Runs the work with the right to write held from the start, all of it or nothing. */
  transaction<Result>(work: () => Result): Result {
    return this.#translated(() => {
      retried(this.#busyTimeoutMs, () => this.#statement('BEGIN IMMEDIATE').run())
      try {
        const result = work()
        this.#statement('COMMIT').run()
        return result
      } catch (error) {
        rollBack(this.#db)
        throw error
      }
    })
  }

  /** May be called again. */
  close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#statements.clear()
    this.#translated(() => this.#db.close())
  }

  #read<Result>(sql: string, read: (statement: StatementSync) => Result): Result {
    return this.#translated(() => retried(this.#busyTimeoutMs, () => read(this.#statement(sql))))
  }

  #statement(sql: string): StatementSync {
    if (this.#isClosed) throw new StoreFileError('CLOSED', this.path)
    let statement = this.#statements.get(sql)
    if (!statement) {
      statement = this.#db.prepare(sql)
      this.#statements.set(sql, statement)
    }
    return statement
  }

  #translated<Result>(work: () => Result): Result {
    try {
      return work()
    } catch (error) {
      throw fileError(error, this.path)
    }
  }
}

/** The types of `node:sqlite` know only the other form of rows. */
const tuplesOf = (rows: unknown): readonly Tuple[] => rows as readonly Tuple[]

type Known = { isWal: boolean }

const headerSize = 100

/**
 * Reads the header without SQLite, so that what is no list of ours is refused before anything is locked,
 * recovered or written. A missing file is made here, for its owner only.
 */
function inspect(path: string): Known {
  const header = new DataView(new ArrayBuffer(headerSize))
  const size = readHeader(path, header)
  if (size === 0) return { isWal: false }
  const magic = new TextDecoder('latin1').decode(header.buffer.slice(0, 16))
  if (magic !== 'SQLite format 3\u0000' || header.getUint32(68) !== applicationId) {
    throw new StoreFileError('NOT_A_DATABASE', path)
  }
  if (header.getUint32(60) > migrations.length) throw new StoreFileError('NEWER_VERSION', path)
  return { isWal: header.getUint8(18) === 2 }
}

/** The size of the file, whose beginning is put into `header`. */
function readHeader(path: string, header: DataView): number {
  const descriptor = openOrCreate(path)
  try {
    readSync(descriptor, header, 0, headerSize, 0)
    return fstatSync(descriptor).size
  } finally {
    closeSync(descriptor)
  }
}

function openOrCreate(path: string): number {
  try {
    return openSync(path, 'r')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    makeFolder(dirname(path))
    return openSync(path, 'a+', 0o600)
  }
}

/** With those above it. Node's own way to do that never ends below /proc, where a folder is neither found nor made. */
function makeFolder(folder: string): void {
  const made = tryFolder(folder)
  if (made !== 'ENOENT' || dirname(folder) === folder) return
  makeFolder(dirname(folder))
  tryFolder(folder)
}

/** Ends with why it was not made; whether it is there is seen when a file is opened in it. */
function tryFolder(folder: string): string | null {
  try {
    mkdirSync(folder, { mode: 0o700 })
    return null
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === 'EEXIST' || code === 'ENOENT') return code
    throw error
  }
}

function connect(
  path: string,
  { isWal }: Known,
  busyTimeoutMs: number,
  pageCountMax: number | undefined,
): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: busyTimeoutMs })
  try {
    db.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}; PRAGMA synchronous = FULL`)
    if (pageCountMax !== undefined) db.exec(`PRAGMA max_page_count = ${pageCountMax}`)
    const version = schemaVersion(db)
    if (version > migrations.length) throw new StoreFileError('NEWER_VERSION', path)
    if (version < migrations.length) migrate(db, migrations)
    if (!isWal) db.prepare('PRAGMA journal_mode = WAL').get()
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

export function schemaVersion(db: DatabaseSync): number {
  return Number(db.prepare('PRAGMA user_version').get()?.user_version)
}

/** Brings a file to the version of `steps`, in one transaction. Another process may have done it meanwhile. */
export function migrate(db: DatabaseSync, steps: readonly string[]): void {
  db.exec('BEGIN IMMEDIATE')
  try {
    for (const step of steps.slice(schemaVersion(db))) db.exec(step)
    db.exec(`PRAGMA user_version = ${Math.max(schemaVersion(db), steps.length)}`)
    db.exec('COMMIT')
  } catch (error) {
    rollBack(db)
    throw error
  }
}

/** After a full disk or a failed read SQLite has ended the transaction by itself. */
function rollBack(db: DatabaseSync): void {
  try {
    db.exec('ROLLBACK')
  } catch {}
}

/** SQLite answers some conflicts at once (recovery, the change to WAL, closing by the last user): wait here. */
function retried<Result>(timeoutMs: number, work: () => Result): Result {
  const end = performance.now() + timeoutMs
  for (;;) {
    try {
      return work()
    } catch (error) {
      if (!isBusy(error) || performance.now() > end) throw error
      pause(2 + Math.random() * 20)
    }
  }
}

function pause(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}
