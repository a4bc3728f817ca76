import type { Pool, PoolClient } from 'pg'

/** What models have read and written for accounts in the last day. */
export function createUsage(pool: Pool) {
  return {
    async ofDay(userId: string): Promise<number> {
      const { rows } = await pool.query<{ tokens: string }>(
        `SELECT coalesce(sum(tokens), 0)::text AS tokens FROM chat_usage WHERE user_id = $1 AND ${isOfDay}`,
        [userId],
      )
      return Number(rows[0]?.tokens ?? 0)
    },
    /** In how many seconds so much of it is a day old that the account has less than `limit`. */
    async secondsUntilBelow(userId: string, limit: number): Promise<number> {
      const { rows } = await pool.query<{ seconds: string | null }>(
        `SELECT ceil(extract(epoch FROM min(created_at) + interval '1 day' - now()))::text AS seconds FROM (
           SELECT created_at, sum(tokens) OVER (ORDER BY created_at DESC, id DESC) - tokens AS later
           FROM chat_usage WHERE user_id = $1 AND ${isOfDay}) AS spent
         WHERE later < $2`,
        [userId, limit],
      )
      return Math.max(1, Number(rows[0]?.seconds ?? 1))
    },
    /** What is older counts no more. */
    async sweep(): Promise<void> {
      await pool.query(`DELETE FROM chat_usage WHERE NOT ${isOfDay}`)
    },
  }
}

const isOfDay = `created_at > now() - interval '1 day'`

/** Keeps what a run has spent since it was last kept. */
export async function addUsage(client: PoolClient, runId: string, total: number): Promise<void> {
  await client.query(
    `INSERT INTO chat_usage (user_id, tokens) SELECT user_id, $2::bigint - input_tokens - output_tokens FROM chat_runs
     WHERE id = $1 AND $2::bigint > input_tokens + output_tokens`,
    [runId, total],
  )
}
