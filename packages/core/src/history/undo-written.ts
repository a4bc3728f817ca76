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
export function undoWritten({ operationId, reverts, tasks, replayed }: Written): UndoWritten {
  return { operationId, reverts, tasks: tasks.filter((task) => task !== null), replayed }
}
