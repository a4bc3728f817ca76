/** Every error that a caller can meet: its stable code and its public sentence. Transports map codes, never texts. */
export const errorMessages = {
  VALIDATION_FAILED: 'Validation error',
  TASK_NOT_FOUND: 'Task not found',
  TAG_NOT_FOUND: 'Tag not found',
  ALREADY_EXISTS: 'A task with this id already exists',
  PRECONDITION_FAILED: 'The task was changed meanwhile; load it again and repeat the change',
  WRITE_CONTENTION: 'Too many writers changed the same tasks at once; try again',
  NOTHING_TO_UNDO: 'Nothing to undo',
  NOTHING_TO_REDO: 'Nothing to redo',
  UNDO_CONFLICT: 'These fields were changed since, so nothing was undone',
  NOT_REVERSIBLE: 'This operation cannot be undone',
  ALREADY_UNDONE: 'This operation is already undone',
  PROPOSAL_CONFLICT: 'It cannot be carried out any more as it was proposed, so nothing was done',
  OPERATION_ID_REUSED: 'This operation id was used for another change',
  SYNC_RESTART: 'This copy of the list is too far away from the list; load it anew',
} as const

export type ErrorCode = keyof typeof errorMessages

/** One bad field of an input: where it stands (`tags.3`, `operations.0.title`) and what to do about it. */
export type Issue = { path: string; message: string }

/** A field that no longer holds what the operation left there. Field names are those of the wire. */
export type UndoConflict = {
  taskId: string
  number: number
  field: string
  expected: unknown
  actual: unknown
}

export type ErrorDetails = {
  message?: string
  issues?: readonly Issue[]
  conflicts?: readonly UndoConflict[]
}

const brand = Symbol.for('todo.TodoError')

/** A refusal by the domain. `message` is fit for a person; `code` for a program. */
export class TodoError extends Error {
  readonly code: ErrorCode
  readonly issues: readonly Issue[]
  readonly conflicts: readonly UndoConflict[]

  /** Also where a program is bundled into several files, each with this class of its own. */
  static override [Symbol.hasInstance](value: unknown): value is TodoError {
    return value instanceof Error && brand in value
  }

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    super(details.message ?? errorMessages[code])
    Object.defineProperty(this, brand, { value: true })
    this.name = 'TodoError'
    this.code = code
    this.issues = details.issues ?? []
    this.conflicts = details.conflicts ?? []
  }
}

/** Throws `VALIDATION_FAILED` where there are issues. */
export function refuseIssues(issues: readonly Issue[]): void {
  if (issues.length > 0) throw new TodoError('VALIDATION_FAILED', { issues })
}
