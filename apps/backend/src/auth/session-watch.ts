import type { Revocations } from '@todo/http'
import type { Pool } from 'pg'

export type SessionWatch = {
  /** A token of this session was accepted. */
  used(sessionId: string): void
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

/**
 * Finds the sessions that were ended elsewhere, or before this process began. Only sessions in use are looked
 * at, in one statement, so that a server at rest asks its database nothing.
 */
export function watchSessions({ pool, revocations, now, tokenLifeMs }: SessionWatchInput): SessionWatch {
  const inUse = new Set<string>()

  const look = async (): Promise<void> => {
    if (inUse.size === 0) return
    const ids = [...inUse]
    inUse.clear()
    const { rows } = await pool.query<{ id: string }>(
      `SELECT id FROM unnest($1::uuid[]) AS used (id)
       WHERE NOT EXISTS (SELECT FROM sessions WHERE sessions.id = used.id)`,
      [ids],
    )
    for (const { id } of rows) revocations.add(id, now() + tokenLifeMs)
  }

  // Where the database is away nothing can be asked, and requests find out by themselves.
  const timer = setInterval(() => look().catch(() => undefined), everyMs)
  timer.unref()
  return {
    used: (sessionId) => {
      inUse.add(sessionId)
    },
    look,
    close: () => clearInterval(timer),
  }
}
