import type { Issue, UndoConflict } from '@todo/core'

/** There is no way to the server at the moment, or it cannot serve. What was sent may have arrived. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable'
  /** When the server wants to be asked again; `null` where it did not say. */
  readonly retryAfterMs: number | null
  /** It was there, and failed with this request. */
  readonly hasFailed: boolean

  constructor(message: string, { retryAfterMs = null, hasFailed = false, ...options }: Details = {}) {
    super(message, options)
    this.retryAfterMs = retryAfterMs
    this.hasFailed = hasFailed
  }
}

type Details = ErrorOptions & { retryAfterMs?: number | null; hasFailed?: boolean }

/** The session has ended, or is another person's. */
export class SignedOut extends Error {
  override readonly name = 'SignedOut'
}

/** The server will not do it, and says why. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly code: string
  readonly issues: readonly Issue[]
  readonly conflicts: readonly UndoConflict[]

  constructor(code: string, message: string, issues: readonly Issue[], conflicts: readonly UndoConflict[]) {
    super(message)
    this.code = code
    this.issues = issues
    this.conflicts = conflicts
  }
}

export type Asked = { method?: string; body?: unknown; operationId?: string }
export type Answered = { body: unknown; headers: Headers }
export type Call = (path: string, asked?: Asked) => Promise<Answered>

/** Longer than the server gives any request, so that what it still does is waited for. */
const timeoutMs = 40_000

/**
 * Asks the server. Only what our server answers counts: a page of a hotel's network does not. Throws
 * {@link Unreachable}, {@link SignedOut}, {@link Refused}.
 */
export function createCall(send: typeof fetch, baseUrl: string, headers: () => Record<string, string>): Call {
  return async (path, { method = 'GET', body, operationId } = {}) => {
    const init: RequestInit = {
      method,
      headers: {
        ...headers(),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...(operationId !== undefined && { 'Idempotency-Key': operationId }),
      },
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }
    try {
      const response = await send(`${baseUrl}${path}`, init)
      return await read(response)
    } catch (error) {
      if (error instanceof Unreachable || error instanceof SignedOut || error instanceof Refused) throw error
      throw new Unreachable('The server cannot be reached', { cause: error })
    }
  }
}

async function read(response: Response): Promise<Answered> {
  const { headers, status } = response
  const body = await bodyOf(response)
  if (response.ok && body !== null) return { body, headers }
  const problem = problemOf(body)
  if (!problem) throw new Unreachable(`Something else than the server answered (${status})`)
  if (status === 401) throw new SignedOut(problem.error)
  if (isPassing(status)) {
    throw new Unreachable(problem.error, {
      retryAfterMs: secondsIn(headers.get('Retry-After')),
      hasFailed: status === 500,
    })
  }
  throw new Refused(problem.code, problem.error, problem.errors, problem.conflicts)
}

/** What may be otherwise the next time. */
const isPassing = (status: number): boolean =>
  status >= 500 || status === 408 || status === 425 || status === 429

/** The server names each request; what does not is not the server. */
async function bodyOf(response: Response): Promise<object | null> {
  if (!response.headers.has('X-Request-Id')) return null
  if (!/\bjson\b/.test(response.headers.get('Content-Type') ?? '')) return null
  const body: unknown = await response.json()
  return typeof body === 'object' ? body : null
}

type Problem = { code: string; error: string; errors: readonly Issue[]; conflicts: readonly UndoConflict[] }

function problemOf(body: object | null): Problem | null {
  const code = memberOf(body, 'code')
  const error = memberOf(body, 'error')
  if (typeof code !== 'string' || typeof error !== 'string') return null
  return {
    code,
    error,
    errors: issuesIn(memberOf(body, 'errors')),
    conflicts: conflictsIn(memberOf(body, 'conflicts')),
  }
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined

const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const issuesIn = (value: unknown): Issue[] =>
  listIn(value).map((each) => ({
    path: String(memberOf(each, 'path')),
    message: String(memberOf(each, 'message')),
  }))

const conflictsIn = (value: unknown): UndoConflict[] =>
  listIn(value).map((each) => ({
    taskId: String(memberOf(each, 'task_id')),
    number: Number(memberOf(each, 'number')),
    field: String(memberOf(each, 'field')),
    expected: memberOf(each, 'expected'),
    actual: memberOf(each, 'actual'),
  }))

const secondsIn = (text: string | null): number | null =>
  text !== null && /^\d+$/.test(text) ? Number(text) * 1000 : null
