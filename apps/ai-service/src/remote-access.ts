import { createClient, memoryCredentials, type TodoClient } from '@todo/client'
import type { CredentialAnswer } from '@todo/core/schemas'
import { HttpError, type Principal } from '@todo/http'
import type { Access } from './access.ts'

export type RemoteAccessInput = { backendUrl: string; now?: () => number }

/** So long an answer of the backend about a credential counts. */
const freshMs = 3_000
const rememberedMax = 20_000
/** How often a stream asks the backend for changes: it has no line of its own to the bus. */
const askEveryMs = 2_000
const agentPrefix = /^mcp:/

type Known = { principal: Principal; timezone: string | null; token: string }
type Asked = { known: Promise<Known | null>; askedAt: number }

/**
 * Tasks and credentials over the backend's HTTP API, with the caller's own token: what it does not allow, the backend
 * refuses. The author goes with each call in `X-Todo-Agent`.
 */
export function createRemoteAccess({ backendUrl, now = Date.now }: RemoteAccessInput): Access {
  const asked = new Map<string, Asked>()
  const known = new WeakMap<Principal, Known>()

  const clientFor = (token: string, agent?: string): TodoClient =>
    createClient({
      url: backendUrl,
      credentials: memoryCredentials({ kind: 'token', token }),
      ...(agent !== undefined && { agent }),
    })
  const ask = (token: string): Asked => {
    const entry = { known: describe(clientFor(token), token), askedAt: now() }
    const oldest = asked.keys().next()
    if (asked.size >= rememberedMax && !oldest.done) asked.delete(oldest.value)
    asked.delete(token)
    asked.set(token, entry)
    const forget = (): void => {
      if (asked.get(token) === entry) asked.delete(token)
    }
    entry.known.then((found) => found ?? forget(), forget)
    return entry
  }
  const tokenOf = (principal: Principal): string => known.get(principal)?.token ?? ''

  return {
    async verify(token) {
      const remembered = asked.get(token)
      const isFresh = remembered && Math.abs(now() - remembered.askedAt) < freshMs
      const found = await (isFresh ? remembered : ask(token)).known
      if (!found || found.principal.expiresAt <= now()) return null
      known.set(found.principal, found)
      return found.principal
    },
    // The backend counts what it is asked.
    admit: () => undefined,
    count: () => undefined,
    tasks: (principal, { client }) => clientFor(tokenOf(principal), client.replace(agentPrefix, '')),
    timezone: async (principal) => known.get(principal)?.timezone ?? null,
    follow: (_, reader) => {
      const timer = setInterval(() => reader.wake(), askEveryMs)
      timer.unref()
      return () => clearInterval(timer)
    },
    onRevoked: () => () => undefined,
  }
}

/** What the backend says of a token; `null` where it does not count. */
async function describe(client: TodoClient, token: string): Promise<Known | null> {
  try {
    const answer = await client.credential()
    return { principal: principalOf(answer), timezone: answer.timezone, token }
  } catch (error) {
    const name = error instanceof Error ? error.name : ''
    if (name === 'SignedOutError') return null
    const isLimited = error instanceof Error && 'status' in error && error.status === 429
    throw new HttpError(isLimited ? 'RATE_LIMITED' : 'UNAVAILABLE', { headers: { 'retry-after': '1' } })
  }
}

const principalOf = (answer: CredentialAnswer): Principal => ({
  userId: answer.user_id,
  sessionId: answer.session_id,
  ...(answer.name !== null && { name: answer.name }),
  actor: answer.actor,
  client: answer.client,
  scopes: answer.scopes,
  expiresAt: answer.expires_at === null ? Number.POSITIVE_INFINITY : Date.parse(answer.expires_at),
})
