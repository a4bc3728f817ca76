import { STATUS_CODES } from 'node:http'
import { type Issue, TodoError, type UndoConflict } from '@todo/core'
import { HTTPException } from 'hono/http-exception'
import { HttpError, type HttpErrorCode, httpErrors, statusOfCode } from './errors.ts'
import { securityHeaders } from './security-headers.ts'
import { isDataException, isStorageFull, isUnavailable } from './unavailable.ts'

export type Problem = {
  type: string
  title: string
  status: number
  error: string
  /** Where a person waits, the sentence also under its standard name. */
  detail?: string
  code: string
  errors?: readonly Issue[]
  conflicts?: readonly ReturnType<typeof conflictToWire>[]
  request_id?: string
}

type Described = { problem: Problem; headers: Readonly<Record<string, string>> }

const retryAfterSeconds = 1

/** The answer to an error. Whatever is not known is a 500 that says nothing of its inside. */
export function describeError(error: unknown): Described {
  if (error instanceof TodoError) return describeTodoError(error)
  if (error instanceof HttpError) {
    return {
      problem: problemOf(error.status, error.code, error.message, error.issues),
      headers: error.headers,
    }
  }
  if (error instanceof HTTPException) return describeFrameworkError(error)
  if (isDataException(error)) return describeRefused('A value cannot be stored as it is')
  if (isStorageFull(error)) return describe('STORAGE_FULL')
  if (isUnavailable(error)) return describe('UNAVAILABLE', { 'retry-after': `${retryAfterSeconds}` })
  return describe('INTERNAL')
}

function describe(code: HttpErrorCode, headers: Readonly<Record<string, string>> = {}): Described {
  return { problem: problemOf(httpErrors[code].status, code, httpErrors[code].message), headers }
}

function describeTodoError(error: TodoError): Described {
  const status = statusOfCode[error.code]
  const problem = problemOf(status, error.code, error.message, error.issues)
  if (error.conflicts.length > 0) problem.conflicts = error.conflicts.map(conflictToWire)
  return { problem, headers: status === 503 ? { 'retry-after': `${retryAfterSeconds}` } : {} }
}

function problemOf(status: number, code: string, error: string, issues: readonly Issue[] = []): Problem {
  return {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    error,
    ...(status === 429 && { detail: error }),
    code,
    ...(issues.length > 0 && { errors: issues }),
  }
}

function conflictToWire({ taskId, number, field, expected, actual }: UndoConflict) {
  return { task_id: taskId, number, field, expected, actual }
}

/** What the framework refuses by itself; its 400 is a body that is not JSON. */
function describeFrameworkError({ status }: HTTPException): Described {
  if (status !== 400) return describe(codeOfStatus(status))
  return describeRefused('The body is not JSON')
}

function describeRefused(message: string): Described {
  return describeTodoError(new TodoError('VALIDATION_FAILED', { issues: [{ path: '', message }] }))
}

function codeOfStatus(status: number): HttpErrorCode {
  switch (status) {
    case 401:
      return 'UNAUTHENTICATED'
    case 404:
      return 'NOT_FOUND'
    case 413:
      return 'BODY_TOO_LARGE'
    case 415:
      return 'UNSUPPORTED_MEDIA_TYPE'
    default:
      return 'INTERNAL'
  }
}

/** `application/problem+json` (RFC 9457) with the plan's `error` and our `code`. */
export function problemResponse(error: unknown, requestId: string | null): Response {
  const { problem, headers } = describeError(error)
  const body = requestId === null ? problem : { ...problem, request_id: requestId }
  return new Response(JSON.stringify(body), {
    status: problem.status,
    headers: {
      'content-type': 'application/problem+json',
      ...securityHeaders,
      // A 401 names the credential that is wanted (RFC 9110, 15.5.2).
      ...(problem.status === 401 && { 'www-authenticate': 'Bearer' }),
      ...headers,
    },
  })
}
