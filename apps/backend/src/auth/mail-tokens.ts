import { createHash, randomBytes } from 'node:crypto'
import type { Clock, Ids } from '@todo/core'
import type { Pool } from 'pg'

export type MailTokenKind = 'reset-password' | 'verify-email'
export type TokenOwner = { userId: string; email: string }

/** Tokens that prove that someone reads the mail of an address; each counts once. */
export type MailTokens = {
  issue(kind: MailTokenKind, owner: TokenOwner): Promise<string>
  /** Whose token it is, where their account still has the address; it counts no more after that. */
  redeem(kind: MailTokenKind, token: string): Promise<TokenOwner | null>
}

const hourMs = 3600 * 1000
const lifeMs: Readonly<Record<MailTokenKind, number>> = {
  'reset-password': hourMs,
  'verify-email': 72 * hourMs,
}

const identifierOf = (kind: MailTokenKind, token: string): string =>
  `${kind} ${createHash('sha256').update(token).digest('base64url')}`

export function createMailTokens({ pool, clock, ids }: { pool: Pool; clock: Clock; ids: Ids }): MailTokens {
  return {
    async issue(kind, { userId, email }) {
      const token = randomBytes(32).toString('base64url')
      const now = clock.now()
      await pool.query('DELETE FROM verifications WHERE expires_at <= $1', [new Date(now)])
      await pool.query(
        'INSERT INTO verifications (id, identifier, value, expires_at) VALUES ($1, $2, $3, $4)',
        [ids.uuid(), identifierOf(kind, token), `${userId} ${email}`, new Date(now + lifeMs[kind])],
      )
      return token
    },
    async redeem(kind, token) {
      const { rows } = await pool.query<{ id: string; email: string }>(
        `WITH used AS (DELETE FROM verifications WHERE identifier = $1 AND expires_at > $2 RETURNING value)
         SELECT users.id, users.email FROM used JOIN users ON value = users.id || ' ' || users.email
         WHERE disabled_at IS NULL`,
        [identifierOf(kind, token), new Date(clock.now())],
      )
      return rows[0] ? { userId: rows[0].id, email: rows[0].email } : null
    },
  }
}
