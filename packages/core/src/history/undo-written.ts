import { TodoError } from '../errors.ts'
import type { Task } from '../task/task.ts'
import type { Written } from '../write.ts'

/** Without members: the latest operation not yet undone, whoever made it. */
export type UndoInput = {
  operationId?: string
}

export type UndoWritten = {
  /** `null` for a dry run. */
  operationId: string | null
  reverts: readonly string[]
  /** The tasks as they are afterwards. */
  tasks: readonly Task[]
  replayed: boolean
}

/** The answer of an undo or a redo. */
export function undoWritten(written: Written | null): UndoWritten {
  if (!written) throw new TodoError('NOTHING_TO_UNDO')
  return {
    operationId: written.operationId,
    reverts: written.reverts,
    tasks: written.tasks.filter((task) => task !== null),
    replayed: written.replayed,
  }
}
