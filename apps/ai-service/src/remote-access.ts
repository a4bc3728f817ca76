import { type Credentials, createClient, memoryCredentials } from '@todo/client'
import { type CredentialAnswer, TokenExchangeAnswer } from '@todo/core/schemas'
import { HttpError, isOwnOrigin, type Principal, readSessionCookies } from '@todo/http'
import type { Access } from './access.ts'

export type RemoteAccessInput = {
  backendUrl: string
  /** Where people reach the whole: whether cookies are those of https, and which pages may use them. */
  publicUrl?: string | null
  /** What this service shows to act for whoever shows it an agent's token; without it such tokens count for nothing. */
  exchangeSecret: string | null
  now?: () => number
}

/** So long an answer of the backend about a credential counts. */
const freshMs = 3_000
const rememberedMax = 20_000
/** How often a stream asks the backend for changes: it has no line of its own to the bus. */
const askEveryMs = 2_000
const agentPrefix = /^mcp:/

/** `token` is what the backend takes: the caller's own, or what it was exchanged for. */
type Known = { principal: Principal; timezone: string | null; token: string }
type Asked = { known: Promise<Known | null>; askedAt: number }

/**
 * Tasks and credentials over the backend's HTTP API, with the caller's own token: what it does not allow, the backend
 * refuses. The author goes with each call in `X-Todo-Agent`. An agent's token is for this service alone, so it is
 * exchanged (RFC 8693) for one of the backend's that says the same.
 */
export function createRemoteAccess({
  backendUrl,
  publicUrl = null,
  exchangeSecret,
  now = Date.now,
}: RemoteAccessInput): Access {
  const asked = new Map<string, Asked>()
  /** What a principal was known by. */
  const shown = new WeakMap<Principal, string>()

  const ask = (token: string): Asked => {
    const entry = { known: describe({ backendUrl, exchangeSecret }, token), askedAt: now() }
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
  const knownBy = async (token: string): Promise<Known | null> => {
    const remembered = asked.get(token)
    const isFresh = remembered && Math.abs(now() - remembered.askedAt) < freshMs
    const found = await (isFresh ? remembered : ask(token)).known
    return found && found.principal.expiresAt > now() ? found : null
  }
  /** As long as they are used: what a token was exchanged for lasts minutes only. */
  const credentialsOf = (principal: Principal): Credentials => ({
    async get() {
      const found = await knownBy(shown.get(principal) ?? '')
      return found && { kind: 'token', token: found.token }
    },
    set: async () => undefined,
  })

  const verify = async (token: string): Promise<Principal | null> => {
    const found = await knownBy(token)
    if (found) shown.set(found.principal, token)
    return found?.principal ?? null
  }
  const isSecure = publicUrl?.startsWith('https:') ?? false

  return {
    verify,
    async recognise({ method, headers }) {
      const cookies = headers.get('cookie') ?? undefined
      const { access, session } = readSessionCookies(cookies, isSecure)
      if (!cookies || (!access && !session)) return null
      const [origin, host] = [headers.get('origin') ?? undefined, headers.get('host') ?? undefined]
      if (method !== 'GET' && method !== 'HEAD' && !isOwnOrigin({ origin, host }, publicUrl)) {
        throw new HttpError('FORBIDDEN_ORIGIN')
      }
      const current = access && (await verify(access))
      if (current) return { principal: current, setCookies: [] }
      const setCookies = session ? await renewed(backendUrl, cookies) : []
      const jar = setCookies.map((cookie) => cookie.split(';', 1)[0]).join('; ')
      const fresh = readSessionCookies(jar, isSecure).access
      const principal = fresh ? await verify(fresh) : null
      return principal && { principal, setCookies }
    },
    // The backend counts what it is asked.
    admit: () => undefined,
    count: () => undefined,
    tasks: (principal, { client }) =>
      createClient({
        url: backendUrl,
        credentials: credentialsOf(principal),
        // A name that the credential itself has is the backend's to say.
        ...(principal.actor === 'user' && { agent: client.replace(agentPrefix, '') }),
      }),
    timezone: async (principal) => (await knownBy(shown.get(principal) ?? ''))?.timezone ?? null,
    follow: (_, reader) => {
      const timer = setInterval(() => reader.wake(), askEveryMs)
      timer.unref()
      return () => clearInterval(timer)
    },
    onRevoked: () => () => undefined,
  }
}

type Backend = Pick<RemoteAccessInput, 'backendUrl' | 'exchangeSecret'>

/** Cookies in place of those whose signed copy has ended. */
async function renewed(backendUrl: string, cookies: string): Promise<readonly string[]> {
  const response = await fetch(new URL('/api/auth/credential', backendUrl), {
    headers: { cookie: cookies },
    redirect: 'error',
    signal: AbortSignal.timeout(exchangeMs),
  }).catch(() => {
    throw new HttpError('UNAVAILABLE', retrySoon)
  })
  await response.body?.cancel()
  return response.headers.getSetCookie()
}

/** What the backend says of a token; `null` where it does not count. */
async function describe(backend: Backend, token: string): Promise<Known | null> {
  const own = await described(backend.backendUrl, token)
  if (own || backend.exchangeSecret === null) return own
  const exchanged = await exchange(backend, token)
  return exchanged === null ? null : described(backend.backendUrl, exchanged)
}

async function described(url: string, token: string): Promise<Known | null> {
  try {
    const client = createClient({ url, credentials: memoryCredentials({ kind: 'token', token }) })
    const answer = await client.credential()
    return { principal: principalOf(answer), timezone: answer.timezone, token }
  } catch (error) {
    const name = error instanceof Error ? error.name : ''
    if (name === 'SignedOutError') return null
    const isLimited = error instanceof Error && 'status' in error && error.status === 429
    throw new HttpError(isLimited ? 'RATE_LIMITED' : 'UNAVAILABLE', retrySoon)
  }
}

const retrySoon = { headers: { 'retry-after': '1' } }
const exchangeMs = 10_000

/** A token of the backend's for five minutes; `null` where the one that was shown does not count. */
async function exchange({ backendUrl, exchangeSecret }: Backend, token: string): Promise<string | null> {
  const response = await fetch(new URL('/api/auth/token-exchange', backendUrl), {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`ai-service:${exchangeSecret}`).toString('base64')}` },
    body: new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: token,
      subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    }),
    redirect: 'error',
    signal: AbortSignal.timeout(exchangeMs),
  }).catch(() => {
    throw new HttpError('UNAVAILABLE', retrySoon)
  })
  if (response.ok) return TokenExchangeAnswer.parse(await response.json()).access_token
  if (response.status === 400) return null
  throw new HttpError('UNAVAILABLE', retrySoon)
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
