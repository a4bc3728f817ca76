import { createHash, randomBytes } from 'node:crypto'
import type { Clock, Ids } from '@todo/core'
import { type ApiKeyWire, type KeyScope, keyScopes } from '@todo/core/schemas'
import { HttpError, type Principal, type Revocations } from '@todo/http'
import type { Pool } from 'pg'
import { plainName } from './agent-client.ts'
import { defaultClient } from './sessions.ts'

export type ApiKeyInput = { name: string; scopes: readonly KeyScope[]; expiresAt: string | null }
export type MadeApiKey = Omit<ApiKeyWire, 'last_used_at'> & { key: string }

/** Keys that programs show in place of an access token. */
export type ApiKeys = {
  /**
   * The key is told here and never again. A request that is named makes one key, at whatever server it arrives.
   * Throws `TOO_MANY_API_KEYS`, and `ANSWER_FORGOTTEN` where the request named has made one before.
   */
  create(userId: string, input: ApiKeyInput, request?: string): Promise<MadeApiKey>
  list(userId: string): Promise<ApiKeyWire[]>
  /** Ends a key of the user at once; `false` where there is none. */
  revoke(userId: string, id: string): Promise<boolean>
  /** Whose key it is, or `null` where it is none that counts. */
  verify(key: string): Promise<Principal | null>
}

export type ApiKeysInput = {
  pool: Pool
  clock: Clock
  ids: Ids
  revocations: Revocations
  /** How long a revoked key is remembered as such; longer than any answer about it is kept. */
  revokedMs: number
}

const prefix = 'todo_'
const shape = /^todo_[\w-]{43}$/
const keysOfUserMax = 100
/** So long an answer of the database counts: what is revoked elsewhere ends here within this time. */
const freshMs = 3_000
const rememberedMax = 20_000
/** When a key was last used is told to the minute, so that its use writes little. */
const lastUseToMs = 60_000

/** Whether a credential looks like a key; access tokens have dots in them. */
export const isApiKey = (token: string): boolean => token.startsWith(prefix)

const hashOf = (key: string): string => createHash('sha256').update(key).digest('base64url')

type Known = { principal: Promise<Principal | null>; askedAt: number }

/** Keys in their own table. The database is asked about a key in use every three seconds at most. */
export function createApiKeys(input: ApiKeysInput): ApiKeys {
  const { pool, clock, ids, revocations } = input
  const known = new Map<string, Known>()

  const ask = (hash: string): Known => {
    const principal = findPrincipal(pool, hash, clock.now())
    const asked = { principal, askedAt: clock.now() }
    const oldest = known.keys().next()
    if (known.size >= rememberedMax && !oldest.done) known.delete(oldest.value)
    known.delete(hash)
    known.set(hash, asked)
    const forget = (): void => {
      if (known.get(hash) === asked) known.delete(hash)
    }
    principal.then((found) => found ?? forget(), forget)
    return asked
  }

  return {
    create(userId, given, request) {
      const id = request === undefined ? ids.uuid() : ids.derive(`api key ${userId}`, request)
      return insertKey(pool, id, userId, given, clock.now())
    },
    list: (userId) => listKeys(pool, userId),
    async revoke(userId, id) {
      const { rowCount } = await pool.query('DELETE FROM api_keys WHERE user_id = $1 AND id = $2', [
        userId,
        id,
      ])
      if (rowCount !== 1) return false
      revocations.add(id, clock.now() + input.revokedMs)
      return true
    },
    async verify(key) {
      if (!shape.test(key)) return null
      const hash = hashOf(key)
      const remembered = known.get(hash)
      // An answer from the future was given before the clock was set back.
      const isFresh = remembered && Math.abs(clock.now() - remembered.askedAt) < freshMs
      const principal = await (isFresh ? remembered : ask(hash)).principal
      const ended = !principal || principal.expiresAt <= clock.now()
      return ended || revocations.has(principal.sessionId) ? null : principal
    },
  }
}

type KeyRow = {
  id: string
  user_id: string
  name: string
  scopes: string[]
  expires_at: Date | null
  last_used_at: Date | null
  created_at: Date
}

/** A key of an account that is not disabled; its use is noted without waiting. */
async function findPrincipal(pool: Pool, hash: string, now: number): Promise<Principal | null> {
  const { rows } = await pool.query<KeyRow>(
    `SELECT api_keys.id, user_id, api_keys.name, scopes, expires_at, last_used_at
     FROM api_keys JOIN users ON users.id = user_id AND users.disabled_at IS NULL WHERE hash = $1`,
    [hash],
  )
  const [row] = rows
  if (!row) return null
  if (now - (row.last_used_at?.getTime() ?? 0) >= lastUseToMs) noteUse(pool, row.id, now)
  const scopes = scopesOf(row)
  return {
    userId: row.user_id,
    sessionId: row.id,
    name: row.name,
    ...authorOf(row.name, scopes),
    scopes,
    expiresAt: row.expires_at?.getTime() ?? Number.POSITIVE_INFINITY,
  }
}

/** What a key changes is the person's doing; one that may only propose is an agent's, by its name. */
function authorOf(name: string, scopes: readonly KeyScope[]): Pick<Principal, 'actor' | 'client'> {
  const isAgent = scopes.includes('tasks:propose') && !scopes.includes('tasks:write')
  return isAgent ? { actor: 'agent', client: plainName(name) } : { actor: 'user', client: defaultClient }
}

function noteUse(pool: Pool, id: string, now: number): void {
  // Where the database is away, the request itself finds out.
  pool.query('UPDATE api_keys SET last_used_at = $2 WHERE id = $1', [id, new Date(now)]).catch(() => {})
}

async function insertKey(
  pool: Pool,
  id: string,
  userId: string,
  { name, scopes, expiresAt }: ApiKeyInput,
  now: number,
): Promise<MadeApiKey> {
  const key = prefix + randomBytes(32).toString('base64url')
  const { rows } = await pool.query<KeyRow>(
    `INSERT INTO api_keys (id, user_id, name, hash, scopes, expires_at, created_at)
     SELECT $1, $2, $3, $4, $5, $6, $7
     WHERE (SELECT count(*) FROM api_keys WHERE user_id = $2) < ${keysOfUserMax}
     ON CONFLICT (id) DO NOTHING RETURNING *`,
    [id, userId, name.trim(), hashOf(key), [...new Set(scopes)], expiresAt, new Date(now)],
  )
  if (!rows[0]) throw new HttpError((await hasKey(pool, id)) ? 'ANSWER_FORGOTTEN' : 'TOO_MANY_API_KEYS')
  const { last_used_at: _, ...made } = keyToWire(rows[0])
  return { ...made, key }
}

async function hasKey(pool: Pool, id: string): Promise<boolean> {
  return (await pool.query('SELECT FROM api_keys WHERE id = $1', [id])).rowCount === 1
}

async function listKeys(pool: Pool, userId: string): Promise<ApiKeyWire[]> {
  const { rows } = await pool.query<KeyRow>(
    'SELECT * FROM api_keys WHERE user_id = $1 ORDER BY created_at DESC, id DESC',
    [userId],
  )
  return rows.map(keyToWire)
}

const scopesOf = ({ scopes }: KeyRow): KeyScope[] => keyScopes.filter((scope) => scopes.includes(scope))

function keyToWire(row: KeyRow): ApiKeyWire {
  return {
    id: row.id,
    name: row.name,
    scopes: scopesOf(row),
    created_at: row.created_at.toISOString(),
    last_used_at: row.last_used_at?.toISOString() ?? null,
    expires_at: row.expires_at?.toISOString() ?? null,
  }
}
