import { type Issue, TodoError, type UndoConflict } from '@todo/core'

/** A call that failed, in a sentence; `hint` says what to try next. */
export class ToolError extends Error {
  readonly code: string
  readonly hint: string | null
  /** Whether the caller could not help it: it is worth a line in the log. */
  readonly isOurs: boolean

  constructor(code: string, message: string, hint: string | null = null, isOurs = false) {
    super(message)
    this.name = 'ToolError'
    this.code = code
    this.hint = hint
    this.isOurs = isOurs
  }
}

const findHint = 'A task is named by its number (42) or its id. Find it with search_tasks or list_tasks.'

/** Named as it was given. */
export const taskNotFound = (given: string | number): ToolError =>
  new ToolError('TASK_NOT_FOUND', `Task ${given} not found.`, findHint)

/** What is said of each refusal by the domain, where its own sentence does not say what to do. */
const hints: Partial<Record<string, string>> = {
  TASK_NOT_FOUND: findHint,
  ALREADY_EXISTS: 'Leave the id away to make another task.',
  WRITE_CONTENTION: 'Call the tool once more.',
  PRECONDITION_FAILED: 'Look at the task with get_task and call the tool once more.',
  NOTHING_TO_UNDO: 'See what was changed with history.',
  ALREADY_UNDONE: 'See what was changed with history.',
  NOT_REVERSIBLE: 'See with history what else was changed.',
  UNDO_CONFLICT: 'Look at the tasks with get_task, and set the fields with update_task.',
  VALIDATION_FAILED: 'Correct that and call the tool once more.',
}

/** The domain's refusals are told as they are; of whatever else goes wrong the inside is not shown. */
export function toolErrorOf(error: unknown): ToolError {
  if (error instanceof ToolError) return error
  if (error instanceof TodoError) {
    return new ToolError(error.code, sentenceOf(error), hints[error.code] ?? null)
  }
  // Known by name: what talks to a server is loaded only where there is one.
  const name = error instanceof Error ? error.name : ''
  if (name === 'SignedOutError') {
    return new ToolError('UNAUTHENTICATED', 'The credential has ended or was revoked.', 'Sign in again.')
  }
  if (error instanceof Error && (name === 'ServerRefusedError' || name === 'ServerUnreachableError')) {
    const code = 'code' in error && typeof error.code === 'string' ? error.code : 'UNAVAILABLE'
    return new ToolError(code, `${error.message}.`, 'Try again in a moment.')
  }
  if (error instanceof Error && name === 'StoreFileError') {
    return new ToolError('UNAVAILABLE', `${error.message}.`, null, true)
  }
  return new ToolError('INTERNAL', 'Something went wrong.', 'Try again in a moment.', true)
}

function sentenceOf({ message, issues, conflicts }: TodoError): string {
  if (conflicts.length > 0) return [`${message}:`, ...conflicts.map(conflictLine)].join('\n')
  if (issues.length > 0) return issues.map(issueLine).join('\n')
  return /[.!?]$/.test(message) ? message : `${message}.`
}

export const issueLine = ({ path, message }: Issue): string =>
  path === '' ? `${message}.` : `${path}: ${message}.`

const conflictLine = ({ number, field, expected, actual }: UndoConflict): string =>
  `#${number} ${field}: it was left as ${JSON.stringify(expected)} and is now ${JSON.stringify(actual)}`
