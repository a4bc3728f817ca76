import { type Credentials, createClient, memoryCredentials } from '@todo/client'
import {
  accessTokenType,
  type CredentialAnswer,
  chatAudience,
  exchangeGrant,
  TokenExchangeAnswer,
} from '@todo/core/schemas'
import { HttpError, type Principal } from '@todo/http'
import type { Access } from './access.ts'
import { recognise } from './remote-cookies.ts'

export type RemoteAccessInput = {
  backendUrl: string
  /** Where people reach the whole: whether cookies are those of https, and which pages may use them. */
  publicUrl?: string | null
  /** What the backend knows this service by; without it agents' tokens, which are for `/mcp` alone, count for nothing. */
  exchangeSecret?: string | null
  now?: () => number
}

/** So long an answer of the backend about a credential counts. */
const freshMs = 3_000
const rememberedMax = 20_000
/** How often a stream asks the backend for changes: it has no line of its own to the bus. */
const askEveryMs = 2_000
const agentPrefix = /^mcp:/
const keyPrefix = 'todo_'
const exchangeTimeoutMs = 10_000
/** Less than what the backend gives lasts, which is five minutes unless the one that was shown ends before. */
const assistantTokenMs = 60_000

/** `token` is what the backend takes: the one that was shown, or what it was exchanged for. */
type Known = { principal: Principal; timezone: string | null; token: string }
type Asked = { known: Promise<Known | null>; askedAt: number }

/**
 * Tasks and credentials over the backend's HTTP API, with the caller's own token or what the backend gives for it: what that
 * does not allow, the backend refuses. An agent's name goes with each call in `X-Todo-Agent`; that it is the assistant stands in
 * the token that the backend gives to this service alone.
 */
export function createRemoteAccess({
  backendUrl,
  publicUrl = null,
  exchangeSecret = null,
  now = Date.now,
}: RemoteAccessInput): Access {
  const asked = new Map<string, Asked>()
  /** The token that was shown, by whom it names. */
  const shown = new WeakMap<Principal, string>()

  const ask = (token: string): Asked => {
    const entry = { known: describe(backendUrl, exchangeSecret, token), askedAt: now() }
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
  const lookUp = (token: string): Promise<Known | null> => {
    const remembered = asked.get(token)
    const isFresh = remembered && Math.abs(now() - remembered.askedAt) < freshMs
    return (isFresh ? remembered : ask(token)).known
  }
  /** What a token is exchanged for ends before it does, so each call takes the one that counts then. */
  const credentialsOf = (token: string): Credentials => ({
    get: async () => {
      const found = await lookUp(token)
      return found && { kind: 'token', token: found.token }
    },
    set: async () => undefined,
  })

  /** Tokens by which the assistant acts for whoever showed theirs. Each is exchanged anew before it ends. */
  const assistantCredentials = (token: string): Credentials => {
    let current: { given: Promise<string | null>; until: number } | null = null
    return {
      get: async () => {
        if (exchangeSecret === null) return null
        if (!current || current.until <= now()) {
          const given = exchange(backendUrl, exchangeSecret, token, chatAudience)
          current = { given, until: now() + assistantTokenMs }
          given.catch(() => {
            current = null
          })
        }
        const found = await current.given
        return found === null ? null : { kind: 'token', token: found }
      },
      set: async () => undefined,
    }
  }

  const verify = async (token: string): Promise<Principal | null> => {
    const found = await lookUp(token)
    if (!found || found.principal.expiresAt <= now()) return null
    shown.set(found.principal, token)
    return found.principal
  }

  return {
    verify,
    recognise: (request) => recognise({ backendUrl, publicUrl, verify }, request),
    // The backend counts what it is asked.
    admit: () => undefined,
    count: () => undefined,
    tasks: (principal, { actor, client }) => {
      const token = shown.get(principal) ?? ''
      return actor === 'assistant'
        ? createClient({ url: backendUrl, credentials: assistantCredentials(token) })
        : createClient({
            url: backendUrl,
            credentials: credentialsOf(token),
            agent: client.replace(agentPrefix, ''),
          })
    },
    timezone: async (principal) => (await lookUp(shown.get(principal) ?? ''))?.timezone ?? null,
    follow: (_, reader) => {
      const timer = setInterval(() => reader.wake(), askEveryMs)
      timer.unref()
      return () => clearInterval(timer)
    },
    onRevoked: () => () => undefined,
  }
}

/** What the backend says of a token, or of what it gives for it; `null` where it does not count. */
async function describe(backendUrl: string, secret: string | null, token: string): Promise<Known | null> {
  const known = await credentialOf(backendUrl, token)
  if (known || secret === null || token.startsWith(keyPrefix)) return known
  const exchanged = await exchange(backendUrl, secret, token)
  return exchanged === null ? null : credentialOf(backendUrl, exchanged)
}

async function credentialOf(backendUrl: string, token: string): Promise<Known | null> {
  const client = createClient({ url: backendUrl, credentials: memoryCredentials({ kind: 'token', token }) })
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

/** A token of the API for the one that was shown (RFC 8693); `null` where the backend gives none. */
async function exchange(
  backendUrl: string,
  secret: string,
  token: string,
  audience?: typeof chatAudience,
): Promise<string | null> {
  try {
    const response = await fetch(`${backendUrl.replace(/\/+$/, '')}/api/auth/token-exchange`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`ai-service:${secret}`).toString('base64')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({
        grant_type: exchangeGrant,
        subject_token: token,
        subject_token_type: accessTokenType,
        ...(audience !== undefined && { audience }),
      }),
      signal: AbortSignal.timeout(exchangeTimeoutMs),
      redirect: 'error',
    })
    return response.ok ? TokenExchangeAnswer.parse(await response.json()).access_token : null
  } catch {
    throw new HttpError('UNAVAILABLE', { headers: { 'retry-after': '1' } })
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
