import type { Revocations } from '@todo/http'
import type { Pool } from 'pg'

export type SessionWatch = {
  /** A token of this session was accepted. */
  used(sessionId: string): void
  /** Whether a session is there, for one that this process has not met yet. */
  isCurrent(sessionId: string): Promise<boolean>
  /** Looks now at the sessions that were used since the last look. */
  look(): Promise<void>
  close(): void
}

export type SessionWatchInput = {
  pool: Pool
  revocations: Revocations
  now: () => number
  /** How long an access token can still live at most. */
  tokenLifeMs: number
}

/** Another replica's logout counts here within this time. */
const everyMs = 3_000

/** Sessions that are gone or over. API keys and what agents are allowed stand in for sessions, and end as they do. */
const missing = `SELECT id FROM unnest($1::uuid[]) AS used (id)
  WHERE NOT EXISTS (SELECT FROM sessions WHERE sessions.id = used.id AND sessions.expires_at > $2)
  AND NOT EXISTS (
    SELECT FROM api_keys JOIN users ON users.id = user_id AND disabled_at IS NULL
    WHERE api_keys.id = used.id AND (expires_at IS NULL OR expires_at > $2)
  )
  AND NOT EXISTS (
    SELECT FROM oauth_consents JOIN users ON users.id = user_id AND disabled_at IS NULL
    WHERE oauth_consents.id = used.id
  )`

/**
 * Finds the sessions that were ended elsewhere, or before this process began. Only sessions in use are looked
 * at, in one statement, so that a server at rest asks its database nothing.
 */
export function watchSessions({ pool, revocations, now, tokenLifeMs }: SessionWatchInput): SessionWatch {
  const inUse = new Set<string>()

  const endMissing = async (ids: readonly string[]): Promise<number> => {
    const { rows } = await pool.query<{ id: string }>(missing, [ids, new Date(now())])
    for (const { id } of rows) revocations.add(id, now() + tokenLifeMs)
    return rows.length
  }
  const look = async (): Promise<void> => {
    if (inUse.size === 0) return
    const ids = [...inUse]
    inUse.clear()
    await endMissing(ids)
  }

  // Where the database is away nothing can be asked, and requests find out by themselves.
  const timer = setInterval(() => look().catch(() => undefined), everyMs)
  timer.unref()
  return {
    used: (sessionId) => {
      inUse.add(sessionId)
    },
    isCurrent: async (sessionId) => (await endMissing([sessionId])) === 0,
    look,
    close: () => clearInterval(timer),
  }
}
