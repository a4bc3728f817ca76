import type { TaskPriority } from '@todo/core'

/** Which tasks are meant by their properties. Dates are `YYYY-MM-DD` and the days named are included. */
export type Filter = {
  status: 'pending' | 'in_progress' | 'done' | 'open' | 'all'
  priority: TaskPriority | null
  tags: readonly string[]
  from: string | null
  to: string | null
  /** Only those without a due date. */
  undated: boolean
  /** Words that the tasks must hold; null for none. */
  words: string | null
}

/** How the person names tasks. */
export type Target =
  | { by: 'number'; numbers: readonly number[] }
  | { by: 'name'; words: string }
  /** Places in what was shown last: 1 is the first, -1 the last. */
  | { by: 'place'; places: readonly number[] }
  | { by: 'rest'; but: readonly number[] }
  | { by: 'it' }
  | { by: 'those' }
  | { by: 'filter'; filter: Filter }

export type Fields = {
  title?: string
  description?: string | null
  status?: 'pending' | 'in_progress'
  due_date?: string | null
  priority?: TaskPriority
}

export type Change =
  | { op: 'complete' }
  | { op: 'reopen' }
  | { op: 'delete' }
  | { op: 'restore' }
  | {
      op: 'update'
      fields: Fields
      addTags?: readonly string[]
      removeTags?: readonly string[] | 'all'
      /** Added to the description on a line of its own. */
      note?: string
      /** Moves the due date by so many days. */
      shiftDays?: number
      /** One step up or down. */
      raise?: 1 | -1
    }

export type NewTask = {
  title: string
  dueDate: string | null
  priority: TaskPriority | null
  tags: readonly string[]
  description: string | null
}

/** One thing that the person asks for. */
export type Request =
  | { kind: 'create'; tasks: readonly NewTask[] }
  | { kind: 'list'; filter: Filter; today: boolean; count: boolean }
  | { kind: 'finished'; from: string; to: string }
  | { kind: 'more' }
  | { kind: 'next' }
  | { kind: 'search'; words: string }
  | { kind: 'show'; target: Target }
  /** `unsure` is what was said, where it may as well be the title of a task. */
  | { kind: 'change'; target: Target; change: Change; unsure?: string }
  /** Dates the task of this name where there is one, and else makes it. */
  | { kind: 'schedule'; words: string; task: NewTask }
  | { kind: 'undo'; whole: boolean }
  | { kind: 'redo' }
  | { kind: 'history' }
  | { kind: 'say'; text: string; forget: boolean }
  | { kind: 'ask'; question: Question }

/** What the model has asked, and what it will do with the answer. */
export type Question = { text: string; rest: readonly Request[] } & (
  | { about: 'which'; change: Change | 'show'; candidates: readonly string[] }
  | { about: 'target'; change: Change | 'show' }
  | { about: 'date'; target: Target }
  | { about: 'title' }
  /** On yes. */
  | { about: 'whether'; onYes: Request }
)
