import type { AccountAnswer } from '@todo/core/schemas'
import type { User } from '../types/index.ts'

/** A refusal of the server, or `UNREACHABLE` where none came. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.status = status
    this.code = code
  }
}

type Init = { method?: string; body?: unknown; headers?: Record<string, string>; signal?: AbortSignal }

/**
 * Sends a request with the session's cookies and gives the answer's body, whose shape the OpenAPI document states.
 * Throws {@link ApiError}.
 */
export async function request<T>(
  path: string,
  { method = 'GET', body, headers, signal }: Init = {},
): Promise<T> {
  const response = await fetch(path, {
    method,
    headers: { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  }).catch((error: unknown) => {
    throw new ApiError(0, 'UNREACHABLE', 'The server cannot be reached', { cause: error })
  })
  if (!response.ok) throw await refusal(response)
  return response.json()
}

async function refusal(response: Response): Promise<ApiError> {
  // A proxy in between may answer with something else than a problem.
  const problem: unknown = await response.json().catch(() => null)
  const member = (name: string): string | null => {
    const value: unknown = typeof problem === 'object' && problem !== null && Reflect.get(problem, name)
    return typeof value === 'string' ? value : null
  }
  const code = member('code') ?? (response.status >= 502 ? 'UNREACHABLE' : 'INTERNAL')
  return new ApiError(response.status, code, member('error') ?? response.statusText)
}

type SignIn = { email: string; password: string }
type Register = SignIn & { name?: string | undefined; timezone: string; locale: string }

export const api = {
  login: (input: SignIn) => post<{ user: User }>('/api/auth/login', { ...input, cookie: true }),
  register: (input: Register) => post<{ user: User }>('/api/auth/register', { ...input, cookie: true }),
  logout: () => post<unknown>('/api/auth/logout'),
  account: () => request<AccountAnswer>('/api/account'),
}

const post = <T>(path: string, body?: unknown): Promise<T> => request<T>(path, { method: 'POST', body })
