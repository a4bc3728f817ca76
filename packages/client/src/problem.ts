import { type ErrorCode, errorMessages, type Issue, TodoError, type UndoConflict } from '@todo/core'
import type { ProblemAnswer } from '@todo/core/schemas'
import { ServerRefusedError, ServerUnreachableError, SignedOutError } from './errors.ts'

/** The refusal that an answer carries, as the error that the same verb throws without a network. */
export async function errorOf(response: Response, url: string): Promise<Error> {
  const problem = await problemOf(response)
  if (!problem)
    return new ServerUnreachableError(url, `it answered ${response.status}, not as this service does`)
  const { code, error, errors: issues = [], conflicts = [] } = problem
  if (isErrorCode(code)) {
    return new TodoError(code, { message: error, issues, conflicts: conflicts.map(conflictFromWire) })
  }
  if (code === 'UNAUTHENTICATED' || code === 'INVALID_REFRESH_TOKEN') return new SignedOutError(url)
  if (code === 'UNAVAILABLE') return new ServerUnreachableError(url, error)
  return new ServerRefusedError(response.status, code, error, issues, problem.request_id ?? null)
}

const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(errorMessages, code)

type Problem = Pick<ProblemAnswer, 'code' | 'error' | 'request_id' | 'conflicts'> & {
  errors?: readonly Issue[]
}

/** `null` where the answer is not one of ours: a proxy's page, or nothing at all. */
async function problemOf(response: Response): Promise<Problem | null> {
  try {
    const body: unknown = await response.json()
    return isProblem(body) ? body : null
  } catch {
    return null
  }
}

const isProblem = (body: unknown): body is Problem =>
  typeof body === 'object' &&
  body !== null &&
  'code' in body &&
  typeof body.code === 'string' &&
  'error' in body &&
  typeof body.error === 'string'

function conflictFromWire(conflict: NonNullable<ProblemAnswer['conflicts']>[number]): UndoConflict {
  const { task_id, number, field, expected, actual } = conflict
  return { taskId: task_id, number, field, expected, actual }
}
