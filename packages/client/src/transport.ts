import type { ProposalAnswer } from '@todo/core/schemas'
import { systemIds } from '@todo/core/system'
import { bodyOf } from './answer.ts'
import { type CallName, calls } from './calls.ts'
import type { Credential, Credentials } from './credentials.ts'
import { ChangeProposedError, ServerUnreachableError, SignedOutError } from './errors.ts'
import { errorOf } from './problem.ts'

export type ClientOptions = {
  /** Where the server is: `https://todo.example`. */
  url: string
  credentials: Credentials
  /** What an agent is called that this client works for: its changes are kept in its name, `mcp:NAME`. */
  agent?: string
  /** How long one attempt may take; 30 s where it is not said. */
  timeoutMs?: number
  fetch?: typeof fetch
}

export type Query = Readonly<Record<string, string | number | boolean | undefined>>

export type Request = {
  path?: Readonly<Record<string, string | number>>
  query?: Query
  json?: unknown
  /** A body that is no JSON of ours, with its media type. */
  file?: { content: string; type: string }
  /** The operation's id; a write without one gets a fresh one, so that every write may be repeated safely. */
  operationId?: string | undefined
  /** The server carries it out anew each time, so it is neither named nor repeated. */
  once?: true
  /** Refusals that the caller reads as answers. */
  answers?: readonly number[]
  ifVersion?: number | readonly number[] | undefined
  timeoutMs?: number
}

export type Transport = {
  url: string
  /** An answer of a signed-in call. Throws as {@link send}, and `SignedOutError`. */
  call(name: CallName, request?: Request): Promise<Response>
  /**
   * An answer of a call with the credential given. Throws `ChangeProposedError` where it may only propose, and the server's refusal: `TodoError` for the domain's,
   * `ServerRefusedError` for others; `ServerUnreachableError` after the last attempt.
   */
  send(name: CallName, request: Request, bearer: string | null): Promise<Response>
  credentials: Credentials
}

const attemptsMax = 4
const firstPauseMs = 150
const pauseMaxMs = 5_000
/** The server was there and asks for patience. */
const passing = new Set([429, 502, 503, 504])

export function createTransport(options: ClientOptions): Transport {
  const url = options.url.replace(/\/+$/, '')
  const { credentials } = options
  let refreshing: Promise<Credential | null> | null = null

  const send: Transport['send'] = async (name, request, bearer) => {
    const response = await attempt(options, url, name, request, bearer)
    if (response.ok || request.answers?.includes(response.status)) return taken(response)
    throw await errorOf(response, url)
  }

  const refresh = (credential: Credential): Promise<Credential | null> => {
    refreshing ??= refreshed(send, credentials, credential).finally(() => {
      refreshing = null
    })
    return refreshing
  }

  return {
    url,
    credentials,
    send,
    async call(name, given = {}) {
      const request = isFree(name) || given.once ? given : named(given)
      const credential = await credentials.get()
      if (!credential) throw new SignedOutError(url)
      const response = await attempt(options, url, name, request, bearerOf(credential))
      if (response.ok) return taken(response)
      const refused = await errorOf(response, url)
      if (!(refused instanceof SignedOutError)) throw refused
      const next = await refresh(credential)
      if (!next) throw new SignedOutError(url)
      return send(name, request, bearerOf(next))
    },
  }
}

/** An answer, unless it says that what was asked for was only proposed. */
async function taken(response: Response): Promise<Response> {
  if (response.status !== 202) return response
  throw new ChangeProposedError((await bodyOf<ProposalAnswer>(response)).proposal)
}

/** Calls that leave the same thing, or nothing, where they are carried out twice. */
const repeatedFreely: readonly CallName[] = [
  'explain',
  'refresh',
  'logout',
  'approveProposal',
  'approveProposals',
  'refuseProposal',
  'refuseProposals',
]
const isFree = (name: CallName): boolean => calls[name][0] === 'GET' || repeatedFreely.includes(name)

const named = (request: Request): Request => ({
  ...request,
  operationId: request.operationId ?? systemIds.uuid(),
})

const bearerOf = (credential: Credential): string =>
  credential.kind === 'session' ? credential.accessToken : credential.token

/** Another access token for the session; `null` where the session has ended. */
async function refreshed(
  send: Transport['send'],
  credentials: Credentials,
  used: Credential,
): Promise<Credential | null> {
  // Another process may have refreshed meanwhile, and written what it got.
  const kept = await credentials.get()
  if (kept && bearerOf(kept) !== bearerOf(used)) return kept
  if (used.kind !== 'session') return null
  try {
    const response = await send('refresh', {}, used.refreshToken)
    const next = { ...used, accessToken: accessTokenOf(await response.json()) }
    await credentials.set(next)
    return next
  } catch (error) {
    if (error instanceof SignedOutError) return null
    throw error
  }
}

function accessTokenOf(body: unknown): string {
  const token = typeof body === 'object' && body !== null && 'accessToken' in body ? body.accessToken : null
  if (typeof token !== 'string') throw new Error('The server gave no access token')
  return token
}

/** Sends, and sends again what may be sent again: reads, and writes with an operation id. */
async function attempt(
  options: ClientOptions,
  url: string,
  name: CallName,
  request: Request,
  bearer: string | null,
): Promise<Response> {
  const repeatable = isFree(name) || request.operationId !== undefined
  for (let count = 1; ; count += 1) {
    const last = count === attemptsMax || !repeatable
    const outcome = await once(options, url, name, request, bearer)
    // Not `instanceof Response`: a server in the same process may have put a class of its own in its place.
    const isError = outcome instanceof Error
    if (!isError) {
      if (last || !passing.has(outcome.status)) return outcome
      await outcome.body?.cancel()
    } else if (last) {
      throw new ServerUnreachableError(url, reasonOf(outcome), outcome)
    }
    await pause(count, isError ? null : outcome.headers.get('retry-after'))
  }
}

async function once(
  { fetch: send = fetch, timeoutMs = 30_000, agent }: ClientOptions,
  url: string,
  name: CallName,
  request: Request,
  bearer: string | null,
): Promise<Response | Error> {
  const [method, template] = calls[name]
  const signal = AbortSignal.timeout(request.timeoutMs ?? timeoutMs)
  try {
    const body = sentBody(request)
    return await send(`${url}${addressOf(template, request)}`, {
      method,
      headers: headersOf(request, bearer, agent),
      signal,
      redirect: 'error',
      ...(body !== undefined && { body }),
    })
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

function addressOf(template: string, { path = {}, query = {} }: Request): string {
  const filled = template.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(path[name] ?? '')),
  )
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) search.set(name, String(value))
  }
  return search.size > 0 ? `${filled}?${search}` : filled
}

function headersOf(request: Request, bearer: string | null, agent: string | undefined): Headers {
  const headers = new Headers()
  if (agent !== undefined) headers.set('X-Todo-Agent', asciiName(agent))
  if (bearer !== null) headers.set('Authorization', `Bearer ${bearer}`)
  if (request.file) headers.set('Content-Type', request.file.type)
  else if (request.json !== undefined) headers.set('Content-Type', 'application/json')
  if (request.operationId !== undefined) headers.set('Idempotency-Key', request.operationId)
  if (request.ifVersion !== undefined) {
    const tags = [request.ifVersion].flat().map((version) => `"${version}"`)
    headers.set('If-Match', tags.join(', '))
  }
  return headers
}

/** A header holds ASCII; a name with nothing of it left is unknown. */
function asciiName(name: string): string {
  return (
    name
      .replaceAll(/[^ -~]/g, '')
      .trim()
      .slice(0, 76)
      .trim() || 'unknown'
  )
}

function sentBody({ json, file }: Request): string | undefined {
  if (file) return file.content
  return json === undefined ? undefined : JSON.stringify(json)
}

function reasonOf(error: Error): string {
  if (error.name === 'TimeoutError') return 'it took too long to answer'
  const { cause } = error
  const inner = cause instanceof Error ? cause : error
  const code = 'code' in inner && typeof inner.code === 'string' ? inner.code : null
  return code ?? inner.message
}

function pause(count: number, retryAfter: string | null): Promise<void> {
  const wantedMs = retryAfter !== null && /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : 0
  const ms = Math.max(firstPauseMs * 2 ** (count - 1), wantedMs)
  return new Promise((resolve) => setTimeout(resolve, Math.min(ms, pauseMaxMs)))
}
