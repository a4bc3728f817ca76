import type { Change, Question } from './request.ts'
import type { SeenTask } from './seen-task.ts'

/** What the model remembers of a conversation: all of it follows from the messages, calls and results so far. */
export type State = {
  /** What was shown last, in its order: "the second one". */
  shown: readonly SeenTask[]
  /** What was spoken of last: "it", "those". */
  focus: readonly SeenTask[]
  /** Whether the focus was made or changed in the turn before, so that "tomorrow" alone is about it. */
  fresh: boolean
  question: Question | null
  /** What was done in the turn before, for "and the second one". */
  last: Change | null
  /** The call that gives the next page. */
  more: Readonly<Record<string, unknown>> | null
  moreTool: string
  /** The operations of this conversation, oldest first. */
  operations: readonly DoneOperation[]
  turn: number
}

type DoneOperation = {
  id: string
  turn: number
  /** The operation that has undone it. */
  undoneBy: string | null
}

export const emptyState: State = {
  shown: [],
  focus: [],
  fresh: false,
  question: null,
  last: null,
  more: null,
  moreTool: 'list_tasks',
  operations: [],
  turn: 0,
}
