import { randomBytes } from 'node:crypto'
import type { Pool } from 'pg'
import type { SessionInfo } from './accounts.ts'

export type Session = { id: string; userId: string; client: string }

/** However often it is renewed, a session ends this long after it began. */
export const sessionDaysMax = 90

export const defaultClient = 'api'

export type SessionTimes = { now: number; lifeMs: number }

type SessionRow = { id: string; user_id: string; client: string | null }

const sessionOf = (row: SessionRow | undefined): Session | null =>
  row ? { id: row.id, userId: row.user_id, client: row.client ?? defaultClient } : null

/** Completes a session that Better Auth has just made: which client it is for, and its last end. */
export async function openSession(
  pool: Pool,
  token: string,
  client: string,
  { now, lifeMs }: SessionTimes,
): Promise<Session | null> {
  const endMs = now + sessionDaysMax * 24 * 3600 * 1000
  const { rows } = await pool.query<SessionRow>(
    `UPDATE sessions SET client = $2, expires_at = least($3::timestamptz, $4), absolute_expires_at = $4
     FROM users WHERE token = $1 AND users.id = user_id AND users.disabled_at IS NULL
     RETURNING sessions.id, user_id, client`,
    [token, client, new Date(now + lifeMs), new Date(endMs)],
  )
  return sessionOf(rows[0])
}

/** A session for who proved in another way than by a password who they are; `token` is its refresh token. */
export async function beginSession(
  pool: Pool,
  userId: string,
  client: string,
  { now, lifeMs }: SessionTimes,
): Promise<{ session: Session; token: string }> {
  const token = randomBytes(24).toString('base64url')
  const endMs = now + sessionDaysMax * 24 * 3600 * 1000
  const { rows } = await pool.query<{ id: string }>(
    `INSERT INTO sessions (user_id, token, client, expires_at, absolute_expires_at)
     VALUES ($1, $2, $3, least($4::timestamptz, $5), $5) RETURNING id`,
    [userId, token, client, new Date(now + lifeMs), new Date(endMs)],
  )
  return { session: { id: rows[0]?.id ?? '', userId, client }, token }
}

/** Moves a session's end on, in one statement: two refreshes at once both succeed, one after its end cannot. */
export async function renewSession(
  pool: Pool,
  token: string,
  { now, lifeMs }: SessionTimes,
): Promise<Session | null> {
  const { rows } = await pool.query<SessionRow>(
    `UPDATE sessions SET expires_at = least($2::timestamptz, absolute_expires_at), updated_at = $3
     FROM users WHERE token = $1 AND expires_at > $3 AND users.id = user_id AND users.disabled_at IS NULL
     RETURNING sessions.id, user_id, client`,
    [token, new Date(now + lifeMs), new Date(now)],
  )
  return sessionOf(rows[0])
}

/** Forgets a session that nobody was told of. */
export async function dropSession(pool: Pool, token: string): Promise<void> {
  await pool.query('DELETE FROM sessions WHERE token = $1', [token])
}

/** Forgets the sessions that are over; how many those were. */
export async function dropEndedSessions(pool: Pool, now: number): Promise<number> {
  const { rowCount } = await pool.query('DELETE FROM sessions WHERE expires_at <= $1', [new Date(now)])
  return rowCount ?? 0
}

/** Ends a session, or all others than it. The ids of those that were ended. */
export async function endSessions(
  pool: Pool,
  userId: string,
  which: { only: string } | { allBut: string | null },
): Promise<string[]> {
  const [condition, id] = 'only' in which ? ['id = $2', which.only] : ['id IS DISTINCT FROM $2', which.allBut]
  const { rows } = await pool.query<{ id: string }>(
    `DELETE FROM sessions WHERE user_id = $1 AND ${condition} RETURNING id`,
    [userId, id],
  )
  return rows.map((row) => row.id)
}

type SessionInfoRow = { id: string; client: string | null; created_at: Date; updated_at: Date }

/** Sessions that have not ended, the last used first. */
export async function listSessions(pool: Pool, userId: string, now: number): Promise<SessionInfo[]> {
  const { rows } = await pool.query<SessionInfoRow>(
    `SELECT id, client, created_at, updated_at FROM sessions
     WHERE user_id = $1 AND expires_at > $2 ORDER BY updated_at DESC, id`,
    [userId, new Date(now)],
  )
  return rows.map((row) => ({
    id: row.id,
    client: row.client ?? defaultClient,
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.updated_at.toISOString(),
  }))
}
