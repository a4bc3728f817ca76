import type { Clock, Ids } from '@todo/core'
import { type AgentWire, type KeyScope, keyScopes } from '@todo/core/schemas'
import type { Revocations } from '@todo/http'
import type { Pool } from 'pg'
import { agentClient, plainName } from './agent-client.ts'

/** Who asks. The name is the agent's own word. */
export type AskingAgent = { name: string; client: string }

/** The agents that a person has let in. What one is allowed is its grant; tokens stand on it and end with it. */
export type Agents = {
  list(userId: string): Promise<AgentWire[]>
  /** Ends a grant at once: its tokens count no more. `false` where the person has none of that id. */
  disconnect(userId: string, id: string): Promise<boolean>
  /** `null` where there is no agent of that id. */
  asking(clientId: string): Promise<AskingAgent | null>
  grantOf(userId: string, clientId: string): Promise<{ id: string; scopes: readonly string[] } | null>
  /** Gives a grant another id, so that the tokens that stood on it end, and with them what they could do more. */
  renew(id: string): Promise<void>
  /** The grant that a refresh token of a client stands on. */
  grantOfRefreshToken(clientId: string, hash: string): Promise<{ id: string; userId: string } | null>
  /** Notes that an agent was here, to the minute, without waiting. */
  used(id: string): void
  /** Forgets agents that nobody has let in for a day, and tokens that are over. */
  sweep(): Promise<void>
}

export type AgentsInput = {
  pool: Pool
  clock: Clock
  ids: Ids
  revocations: Revocations
  /** How long a grant that ended is remembered as such; longer than any token of it lives. */
  revokedMs: number
}

type Row = {
  id: string
  name: string | null
  client_id: string
  scopes: string[]
  redirect_uris: string[]
  created_at: Date
  last_used_at: Date | null
}

const grants = `SELECT oauth_consents.id, oauth_clients.client_id, name, redirect_uris, oauth_consents.scopes,
    oauth_consents.created_at, last_used_at
  FROM oauth_consents JOIN oauth_clients USING (client_id)`

export function createAgents({ pool, clock, ids, revocations, revokedMs }: AgentsInput): Agents {
  const ended = (id: string): void => revocations.add(id, clock.now() + revokedMs)
  return {
    async list(userId) {
      const { rows } = await pool.query<Row>(
        `${grants} WHERE oauth_consents.user_id = $1 ORDER BY oauth_consents.created_at DESC, oauth_consents.id`,
        [userId],
      )
      return rows.map(agentToWire)
    },
    async disconnect(userId, id) {
      const { rows } = await pool.query<{ client_id: string }>(
        'DELETE FROM oauth_consents WHERE user_id = $1 AND id = $2 RETURNING client_id',
        [userId, id],
      )
      if (!rows[0]) return false
      ended(id)
      await dropRefreshTokens(pool, userId, rows[0].client_id)
      return true
    },
    async asking(clientId) {
      const { rows } = await pool.query<{ name: string | null }>(
        'SELECT name FROM oauth_clients WHERE client_id = $1 AND NOT coalesce(disabled, false)',
        [clientId],
      )
      return rows[0] ? namesOf(rows[0].name ?? clientId) : null
    },
    async grantOf(userId, clientId) {
      const { rows } = await pool.query<{ id: string; scopes: string[] }>(
        'SELECT id, scopes FROM oauth_consents WHERE user_id = $1 AND client_id = $2',
        [userId, clientId],
      )
      return rows[0] ?? null
    },
    async renew(id) {
      const { rows } = await pool.query<{ user_id: string; client_id: string }>(
        'UPDATE oauth_consents SET id = $2 WHERE id = $1 RETURNING user_id, client_id',
        [id, ids.uuid()],
      )
      ended(id)
      if (rows[0]) await dropRefreshTokens(pool, rows[0].user_id, rows[0].client_id)
    },
    async grantOfRefreshToken(clientId, hash) {
      const { rows } = await pool.query<{ id: string; user_id: string }>(
        `SELECT oauth_consents.id, oauth_consents.user_id
         FROM oauth_refresh_tokens JOIN oauth_consents USING (client_id, user_id)
         WHERE token = $1 AND client_id = $2`,
        [hash, clientId],
      )
      return rows[0] ? { id: rows[0].id, userId: rows[0].user_id } : null
    },
    used(id) {
      // Where the database is away, the request itself finds out.
      pool
        .query(
          `UPDATE oauth_consents SET last_used_at = $2
           WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < $2::timestamptz - interval '1 minute')`,
          [id, new Date(clock.now())],
        )
        .catch(() => {})
    },
    async sweep() {
      const dayAgo = new Date(clock.now() - 24 * 3600_000)
      await pool.query('DELETE FROM oauth_refresh_tokens WHERE expires_at < $1', [dayAgo])
      await pool.query('DELETE FROM oauth_access_tokens WHERE expires_at < $1', [dayAgo])
      await pool.query('DELETE FROM oauth_client_assertions WHERE expires_at < $1', [dayAgo])
      await pool.query(
        `DELETE FROM oauth_clients WHERE created_at < $1
         AND NOT EXISTS (SELECT FROM oauth_consents WHERE oauth_consents.client_id = oauth_clients.client_id)`,
        [dayAgo],
      )
    },
  }
}

async function dropRefreshTokens(pool: Pool, userId: string, clientId: string): Promise<void> {
  await pool.query('DELETE FROM oauth_refresh_tokens WHERE user_id = $1 AND client_id = $2', [
    userId,
    clientId,
  ])
}

const namesOf = (name: string): AskingAgent => ({ name: plainName(name), client: agentClient(name) })

function agentToWire(row: Row): AgentWire {
  return {
    id: row.id,
    ...namesOf(row.name ?? row.client_id),
    scopes: scopesOf(row.scopes),
    hosts: [...new Set(row.redirect_uris.map(hostOf))],
    created_at: row.created_at.toISOString(),
    last_used_at: row.last_used_at?.toISOString() ?? null,
  }
}

/** The scopes that say something: proposing is less than changing. */
export function scopesOf(given: readonly string[]): KeyScope[] {
  const known = keyScopes.filter((scope) => given.includes(scope))
  return known.includes('tasks:write') ? known.filter((scope) => scope !== 'tasks:propose') : known
}

/** Where an address leads: its host, or the scheme of a program's own. */
export function hostOf(uri: string): string {
  const url = URL.parse(uri)
  return url === null ? uri : url.host === '' ? url.protocol : url.host
}
