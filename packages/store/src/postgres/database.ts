import { createHash } from 'node:crypto'
import pg from 'pg'
import { asUnavailable, codeOf } from './errors.ts'

/** Whether hot statements are prepared by name: `auto` stops where a pooler turns out not to know them. */
export type PreparedMode = 'auto' | 'on' | 'off'

export type PoolOptions = {
  /** A PostgreSQL URL; `sslmode` in it is understood as `pg` does. */
  url: string
  /** Connections at most; 10 where it is not said. */
  poolSize?: number
  prepared?: PreparedMode
  applicationName?: string
  /** How long a statement may run; 30 s where it is not said, 0 for no limit. */
  statementTimeoutMs?: number
  /** How long to wait for a connection; 5 s where it is not said. */
  connectTimeoutMs?: number
}

/** A pool as the store uses it. Its connections may break without ending the process. */
export function createPool(options: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.poolSize ?? 10,
    application_name: options.applicationName ?? 'todo',
    connectionTimeoutMillis: options.connectTimeoutMs ?? 5_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    ...timeoutSettings(options),
  })
  // Told of connections that break: idle ones, and those that someone holds between two statements of a transaction,
  // whose next statement fails. Without a listener either would end the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

/** A pooler refuses `statement_timeout` when a connection starts; with `prepared: off` there is one. */
function timeoutSettings({ prepared, statementTimeoutMs = 30_000 }: PoolOptions): pg.PoolConfig {
  if (statementTimeoutMs === 0) return {}
  return prepared === 'off'
    ? { query_timeout: statementTimeoutMs }
    : { statement_timeout: statementTimeoutMs }
}

/** Values of a row as PostgreSQL writes them, so that one codec reads them whatever the driver's settings. */
export type Row = readonly (string | null)[]

/** `hot` statements are prepared by name where that is possible. */
export type Statement = { text: string; hot: boolean }

export const hot = (text: string): Statement => ({ text, hot: true })
export const cold = (text: string): Statement => ({ text, hot: false })

export type Queryable = { query(statement: Statement, values: readonly unknown[]): Promise<readonly Row[]> }

/** Errors after which the same statement, or the same transaction from its beginning, may simply run again. */
const retried = new Set(['40001', '40P01'])
const attemptsMax = 5

/** What a pooler without named statements answers: one that another client made, or one it never saw. */
const preparedTrouble = new Set(['26000', '42P05'])

const textTypes = { getTypeParser: () => (value: string) => value }

/** Statements and transactions over a pool, with retries and errors as the store promises them. */
export class Database implements Queryable {
  readonly pool: pg.Pool
  #prepared: PreparedMode

  constructor(pool: pg.Pool, prepared: PreparedMode) {
    this.pool = pool
    this.#prepared = prepared
  }

  query(statement: Statement, values: readonly unknown[]): Promise<readonly Row[]> {
    return this.#retry(() => this.#run(this.pool, statement, values))
  }

  /** Runs `work` in one transaction: what it returns is committed, what it throws is rolled back. */
  transaction<T>(work: (queryable: Queryable) => Promise<T>): Promise<T> {
    return this.#retry(async () => {
      const client = await this.pool.connect()
      let broken = true
      try {
        await client.query('BEGIN ISOLATION LEVEL READ COMMITTED')
        const result = await work({ query: (statement, values) => this.#run(client, statement, values) })
        await client.query('COMMIT')
        broken = false
        return result
      } catch (error) {
        broken = !(await rolledBack(client))
        throw error
      } finally {
        client.release(broken)
      }
    })
  }

  async #run(
    target: pg.Pool | pg.PoolClient,
    { text, hot }: Statement,
    values: readonly unknown[],
  ): Promise<readonly Row[]> {
    const named = hot && this.#prepared !== 'off' ? { name: nameOf(text) } : {}
    const result = await target.query({
      ...named,
      text,
      values: [...values],
      rowMode: 'array',
      types: textTypes,
    })
    return rowsOf(result.rows)
  }

  async #retry<T>(attempt: () => Promise<T>): Promise<T> {
    for (let count = 1; ; count += 1) {
      try {
        return await attempt()
      } catch (error) {
        if (count >= attemptsMax || !this.#mayRetry(error)) throw asUnavailable(error)
      }
    }
  }

  #mayRetry(error: unknown): boolean {
    const code = codeOf(error) ?? ''
    if (retried.has(code)) return true
    // Others may have been under way by name when the first of them found out, hence not only in `auto`.
    if (this.#prepared !== 'on' && preparedTrouble.has(code)) {
      this.#prepared = 'off'
      return true
    }
    return this.#startsPlainly(error)
  }

  /** A pooler may refuse a setting at the start of a connection: later connections go without it. */
  #startsPlainly(error: unknown): boolean {
    const refused = error instanceof Error && /unsupported startup parameter/.test(error.message)
    const { options } = this.pool
    if (!refused || options.statement_timeout === undefined) return false
    Object.assign(options, { query_timeout: options.statement_timeout, statement_timeout: undefined })
    return true
  }
}

async function rolledBack(client: pg.PoolClient): Promise<boolean> {
  try {
    await client.query('ROLLBACK')
    return true
  } catch {
    return false
  }
}

const names = new Map<string, string>()

/** Named by content: one name never stands for two texts, in whatever process or release. */
function nameOf(text: string): string {
  const known = names.get(text)
  if (known) return known
  const name = `todo_${createHash('sha256').update(text).digest('hex').slice(0, 24)}`
  names.set(text, name)
  return name
}

/** With `rowMode: 'array'` and our types every value is a text or null; the driver types rows as `any`. */
const rowsOf = (rows: unknown): readonly Row[] => rows as readonly Row[]
