import { type ErrorCode, TodoError, type UndoConflict } from '@todo/core'
import type { OutputMode } from './command.ts'
import { CliError, exitCodes, SignedOutError } from './errors.ts'
import { toJson } from './format/json.ts'
import { safeLines, safeText } from './format/text.ts'
import type { Session } from './session.ts'

/** An error as it is told: to a person in lines, to a program as a problem (RFC 9457). */
type Failure = {
  exitCode: number
  code: string
  status: number
  error: string
  /** The first line is the sentence, the others say more. */
  lines: readonly string[]
  members?: Record<string, unknown>
}

const statuses: Record<ErrorCode, number> = {
  VALIDATION_FAILED: 400,
  TASK_NOT_FOUND: 404,
  TAG_NOT_FOUND: 404,
  ALREADY_EXISTS: 409,
  PRECONDITION_FAILED: 412,
  WRITE_CONTENTION: 503,
  NOTHING_TO_UNDO: 404,
  NOTHING_TO_REDO: 404,
  UNDO_CONFLICT: 409,
  NOT_REVERSIBLE: 409,
  ALREADY_UNDONE: 409,
  PROPOSAL_CONFLICT: 409,
  OPERATION_ID_REUSED: 409,
  SYNC_RESTART: 410,
}

/** Tells an error on stderr in the form asked for, and answers with the exit code. */
export async function reportFailure(session: Session, output: OutputMode, error: unknown): Promise<number> {
  const failure = failureOf(error)
  const { stderr } = session.io
  if (output === 'text') await stderr.write(`${failure.lines.map(safeLines).join('\n')}\n`)
  else await stderr.write(`${toJson(problemOf(failure))}\n`)
  return failure.exitCode
}

function problemOf({ status, error, code, lines, members }: Failure): object {
  return { type: 'about:blank', title: error, status, error, code, detail: lines.join(' '), ...members }
}

function failureOf(error: unknown): Failure {
  if (error instanceof TodoError) return domainFailure(error)
  if (error instanceof CliError) {
    return {
      exitCode: error.exitCode,
      code: error.code,
      status: error.exitCode === exitCodes.usage ? 400 : error.exitCode === exitCodes.signedOut ? 401 : 500,
      error: error.message,
      lines: error.hint === null ? [error.message] : [error.message, error.hint],
    }
  }
  const message = error instanceof Error ? error.message : String(error)
  // Known by name: the modules that define these are loaded only where they are needed.
  const name = error instanceof Error ? error.name : ''
  if (name === 'QuickAddError') return domainFailure(invalidText(message))
  if (name === 'StoreFileError') {
    return {
      exitCode: exitCodes.failed,
      code: codeOf(error),
      status: 500,
      error: message,
      lines: [`${message}.`],
    }
  }
  if (name === 'ChangeProposedError') return proposedFailure(error, message)
  if (name === 'SignedOutError') return failureOf(new SignedOutError(`${message}.`))
  if (name === 'ServerRefusedError' || name === 'ServerUnreachableError') return serverFailure(error, message)
  return { exitCode: exitCodes.failed, code: 'FAILED', status: 500, error: message, lines: [message] }
}

function serverFailure(error: unknown, message: string): Failure {
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 503
  const code = status === 503 ? 'SERVER_UNREACHABLE' : codeOf(error)
  return { exitCode: exitCodes.failed, code, status, error: message, lines: [`${message}.`] }
}

/** The change was not made: a script must not take it for done. */
function proposedFailure(error: unknown, message: string): Failure {
  const members = error instanceof Error && 'proposal' in error ? { proposal: error.proposal } : {}
  return {
    exitCode: exitCodes.failed,
    code: 'PROPOSED',
    status: 202,
    error: message,
    lines: [`${message}.`],
    members,
  }
}

const invalidText = (message: string): TodoError =>
  new TodoError('VALIDATION_FAILED', { issues: [{ path: 'text', message }] })

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'FAILED'

function domainFailure(error: TodoError): Failure {
  const status = statuses[error.code]
  const members =
    error.code === 'UNDO_CONFLICT' || error.code === 'PROPOSAL_CONFLICT'
      ? { conflicts: error.conflicts.map(conflictToWire) }
      : error.issues.length > 0
        ? { errors: error.issues }
        : {}
  const told = { code: error.code, status, error: error.message, members }
  if (error.code === 'VALIDATION_FAILED') {
    const lines = error.issues.map(({ message }) => `${message}.`)
    return { ...told, exitCode: exitCodes.usage, lines: lines.length > 0 ? lines : [`${error.message}.`] }
  }
  return {
    ...told,
    exitCode: exitCodes.failed,
    lines: [`${error.message}.`, ...error.conflicts.map(describeConflict)],
  }
}

const conflictToWire = ({ taskId, ...conflict }: UndoConflict): object => ({ task_id: taskId, ...conflict })

function describeConflict({ number, field, expected, actual }: UndoConflict): string {
  return `  #${number} ${field.replaceAll('_', ' ')}: it was left as ${valueText(expected)} and is now ${valueText(actual)}`
}

/** A value of a task's field, for a person. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'nothing'
  if (Array.isArray(value))
    return value.length === 0 ? 'nothing' : value.map((tag) => `#${safeText(String(tag))}`).join(' ')
  return `"${safeText(String(value))}"`
}

/** A task that is not there, named as it was given. */
export async function reportMissing(
  session: Session,
  output: OutputMode,
  ref: string | number,
): Promise<void> {
  const detail = `Task ${ref} not found.`
  const problem = {
    exitCode: 1,
    code: 'TASK_NOT_FOUND',
    status: 404,
    error: 'Task not found',
    lines: [detail],
  }
  await session.io.stderr.write(output === 'text' ? `${detail}\n` : `${toJson(problemOf(problem))}\n`)
}
