import { fillNumbers, type KeptAnswer } from '@todo/core'
import type { Pool } from 'pg'

/** The answer to the first request with a key. `body` is `null` once it was forgotten; then `operationId` tells it. */
export type AnswerRecord = {
  fingerprint: string
  operationId: string | null
  status: number
  body: string | null
}

export type AnswerRecords = {
  find(spaceId: string, key: string): Promise<AnswerRecord | null>
  /**
   * Keeps the answer to a request without an operation of its own; the others are committed with what they write.
   * One with an `operationId` is forgotten after a day, as they are.
   */
  save(spaceId: string, answer: KeptAnswer, operationId?: string): Promise<void>
  /** Forgets the bodies that can be told from their operation and are older than a day. */
  sweep(): Promise<void>
}

type Row = {
  fingerprint: string
  operation_id: string | null
  status: number | null
  body: string | null
  numbers: number[]
}

const isOld = `operation_id IS NOT NULL AND created_at < now() - interval '24 hours'`

/** The numbers that the operation gave to the tasks it made, in the order of its events. */
const numbers = `ARRAY (
  SELECT number FROM operations o JOIN task_events e USING (space_id)
  WHERE o.space_id = $1 AND o.id = idempotency.operation_id AND e.seq BETWEEN o.first_seq AND o.last_seq
    AND e.event_type = 'TaskCreated' ORDER BY e.seq)`

export function createAnswerRecords(pool: Pool): AnswerRecords {
  return {
    async find(spaceId, key) {
      const { rows } = await pool.query<Row>(
        `SELECT fingerprint, operation_id, status, CASE WHEN NOT (${isOld}) THEN body END AS body,
          CASE WHEN body IS NOT NULL AND operation_id IS NOT NULL THEN ${numbers} ELSE '{}' END AS numbers
         FROM idempotency WHERE space_id = $1 AND key = $2`,
        [spaceId, key],
      )
      const [row] = rows
      if (!row) return null
      const { fingerprint, operation_id: operationId, status, body } = row
      return {
        fingerprint,
        operationId,
        status: status ?? 0,
        body: body === null ? null : fillNumbers(body, row.numbers),
      }
    },
    async save(spaceId, { key, fingerprint, status, body }, operationId) {
      await pool.query(
        `INSERT INTO idempotency (space_id, key, fingerprint, status, body, operation_id)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
        [spaceId, key, fingerprint, status, body, operationId],
      )
    },
    async sweep() {
      await pool.query(`UPDATE idempotency SET body = NULL WHERE body IS NOT NULL AND ${isOld}`)
    },
  }
}
