import type { Pool } from 'pg'

/** The answer to the first request with a key. `body` is `null` once it was forgotten. */
export type AnswerRecord = {
  fingerprint: string
  operationId: string | null
  status: number
  body: string | null
}

export type AnswerRecords = {
  find(spaceId: string, key: string): Promise<AnswerRecord | null>
  /** The first answer stays, whoever comes later. */
  save(spaceId: string, key: string, record: AnswerRecord): Promise<void>
}

type Row = { fingerprint: string; operation_id: string | null; status: number | null; body: string | null }

/** Answers count for a day; after that a repeat is answered from the operation. */
const keptFor = '24 hours'

export function createAnswerRecords(pool: Pool): AnswerRecords {
  return {
    async find(spaceId, key) {
      const { rows } = await pool.query<Row>(
        `SELECT fingerprint, operation_id, status,
                CASE WHEN created_at > now() - interval '${keptFor}' THEN body END AS body
         FROM idempotency WHERE space_id = $1 AND key = $2`,
        [spaceId, key],
      )
      const [row] = rows
      if (!row) return null
      const { fingerprint, operation_id: operationId, status, body } = row
      return { fingerprint, operationId, status: status ?? 0, body }
    },
    async save(spaceId, key, { fingerprint, operationId, status, body }) {
      await pool.query(
        `INSERT INTO idempotency (space_id, key, fingerprint, operation_id, status, body)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
        [spaceId, key, fingerprint, operationId, status, body],
      )
    },
  }
}
