import { createHmac } from 'node:crypto'
import type { Clock } from '@todo/core'
import { type Count, runningWindows } from '@todo/http'
import type { Pool } from 'pg'

/** Counts that all processes of an installation share. A key is a text of ours; its hash is what is stored. */
export type SharedCounts = {
  /** Adds to the counts of windows that run, begins new ones, and answers what stands then. */
  add(counts: readonly Count[], windowMs: number): Promise<Count[]>
  /** What stands, for those keys whose window runs. */
  read(keys: readonly string[], windowMs: number): Promise<Count[]>
  remove(key: string): Promise<void>
}

export type SharedCountsInput = { pool: Pool; clock: Clock; secret: string }

const keysOfStatementMax = 1_000
const tidyEveryMs = 60_000

type Row = { key: string; count: number; ends_at: Date }

/** Keys go in one order, so that two processes that add the same ones do not wait for each other in a circle. */
const addSql = `INSERT INTO rate_limits (key, count, ends_at)
  SELECT * FROM unnest($1::text[], $2::int[], $3::timestamptz[]) AS added (key, count, ends_at) ORDER BY key
  ON CONFLICT (key) DO UPDATE SET
    count = excluded.count
      + CASE WHEN rate_limits.ends_at > $4 AND rate_limits.ends_at <= $5 THEN rate_limits.count ELSE 0 END,
    ends_at = CASE WHEN rate_limits.ends_at > $4 AND rate_limits.ends_at <= $5
      THEN rate_limits.ends_at ELSE excluded.ends_at END
  RETURNING key, count, ends_at`

export function createSharedCounts({ pool, clock, secret }: SharedCountsInput): SharedCounts {
  let tidiedAt = clock.now()
  const hashOf = (key: string): string => createHmac('sha256', secret).update(key).digest('base64url')

  const named = (rows: readonly Row[], keys: readonly string[]): Count[] => {
    const byHash = new Map(keys.map((key) => [hashOf(key), key]))
    return rows.map(({ key, count, ends_at }) => ({
      key: byHash.get(key) ?? key,
      count,
      endsAt: ends_at.getTime(),
    }))
  }

  const running = (windowMs: number): Date[] => {
    const { after, until } = runningWindows(clock.now(), windowMs)
    return [new Date(after), new Date(until)]
  }

  const addPart = async (counts: readonly Count[], windowMs: number): Promise<Count[]> => {
    const { rows } = await pool.query<Row>(addSql, [
      counts.map(({ key }) => hashOf(key)),
      counts.map(({ count }) => count),
      counts.map(({ endsAt }) => new Date(endsAt)),
      ...running(windowMs),
    ])
    return named(
      rows,
      counts.map(({ key }) => key),
    )
  }

  /** Rows are removed where rows are added, so that a server at rest asks its database nothing. */
  const tidy = async (): Promise<void> => {
    if (Math.abs(clock.now() - tidiedAt) < tidyEveryMs) return
    tidiedAt = clock.now()
    await pool.query('DELETE FROM rate_limits WHERE ends_at <= $1', [new Date(clock.now())])
  }

  return {
    async add(counts, windowMs) {
      const totals: Count[] = []
      for (let from = 0; from < counts.length; from += keysOfStatementMax) {
        totals.push(...(await addPart(counts.slice(from, from + keysOfStatementMax), windowMs)))
      }
      await tidy()
      return totals
    },
    async read(keys, windowMs) {
      const { rows } = await pool.query<Row>(
        'SELECT key, count, ends_at FROM rate_limits WHERE key = ANY ($1) AND ends_at > $2 AND ends_at <= $3',
        [keys.map(hashOf), ...running(windowMs)],
      )
      return named(rows, keys)
    },
    async remove(key) {
      await pool.query('DELETE FROM rate_limits WHERE key = $1', [hashOf(key)])
    },
  }
}
