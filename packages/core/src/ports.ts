import type { Change } from './history/change.ts'
import type { Actor, OperationWithEvents, TaskEvent } from './history/operation.ts'
import type { ListCursor, TaskFilter, TaskSort } from './task/list-query.ts'
import type { Task, TaskRef, TaskStatus } from './task/task.ts'

/** Whose tasks: every query and every write stays within the space. `userId` becomes the owner of new tasks. */
export type Scope = { spaceId: string; userId: string }

/** Now, in milliseconds since the epoch. */
export type Clock = { now(): number }

export type Ids = {
  /** A fresh uuid v7. */
  uuid(): string
  /** The same uuid for the same two texts, always (uuid v5 or as good). */
  derive(namespace: string, name: string): string
}

export type CommitResult =
  | { outcome: 'committed'; tasks: readonly (Task | null)[]; events: readonly TaskEvent[] }
  /** A task, or an operation to be marked, is no longer as the change found it: load and decide again. */
  | { outcome: 'conflict' }
  /** Tasks that the change makes are there already, in this space or in another. */
  | { outcome: 'task_exists'; ids: readonly string[] }
  /** The operation's id is taken in this space: the change was made before. */
  | { outcome: 'operation_exists' }

export type ListRequest = {
  filter: TaskFilter
  sort: TaskSort
  order: 'asc' | 'desc'
  limit: number
  /** Rows to pass over; not together with `after`. */
  offset: number
  /** The last row of the page before: rows strictly after it in the order. */
  after: ListCursor | null
}

export type Total = { total: number; isLowerBound: boolean }

export type HistoryRequest = {
  taskId: string | null
  actor: Actor | null
  client: string | null
  /** Inclusive, as times. */
  from: string | null
  to: string | null
  /** Operations before the one whose first event has this sequence number. */
  beforeSeq: number | null
  limit: number
}

/** The end of a space's log. */
export type LogHead = {
  /** The sequence number of the last event; 0 where nothing ever happened. */
  seq: number
  /** Changes where the log is taken back to an earlier state, as by a restored backup. */
  epoch: number
}

export type RecentRequest = {
  /** A time: tasks that were done or put in the trash before it are left out. */
  since: string
  /** The number of the last task of the page before; 0 for the first. */
  after: number
  limit: number
}

export type TagCount = { tag: string; open: number; total: number }

/** Which operation comes next for undo or redo without an id. */
export type OperationCandidate = 'undo' | 'redo'

/**
 * Where tasks and their history are kept. An adapter knows no rule: it loads rows with their versions,
 * commits a decided change all or nothing, and answers queries. Every method stays within the scope.
 */
export type Store = {
  /** The tasks that exist among the refs (in the trash too), in no order, each once. */
  load(scope: Scope, refs: readonly TaskRef[]): Promise<Task[]>

  /**
   * Writes the operation, its tasks, events and marks in one transaction, and gives numbers and sequence
   * numbers from the space's counter row. Each changed or purged task is checked by its version, each mark by
   * its `from`. A purge blanks `task` and `changes` in all events of that task.
   */
  commit(scope: Scope, change: Change): Promise<CommitResult>

  list(scope: Scope, request: ListRequest): Promise<Task[]>
  /** Exact up to `limit` (always exact where only `status` filters: those come from the counter row). */
  count(scope: Scope, filter: TaskFilter, limit: number): Promise<Total>
  /** The newest (highest number) tasks that match, at most `limit`, newest first; `before` is a number. */
  newest(scope: Scope, filter: TaskFilter, limit: number, before: number | null): Promise<Task[]>

  /** Operations with their events, newest first. */
  history(scope: Scope, request: HistoryRequest): Promise<OperationWithEvents[]>
  operation(scope: Scope, id: string): Promise<OperationWithEvents | null>
  /**
   * `undo`: the latest operation that is neither undo, redo nor purge, not imported, and not undone.
   * `redo`: the latest undo that still stands, unless a later operation is neither undo nor redo.
   */
  latest(scope: Scope, candidate: OperationCandidate): Promise<OperationWithEvents | null>
  /** Which of these operation ids are taken in the space. */
  operationsPresent(scope: Scope, ids: readonly string[]): Promise<Set<string>>

  head(scope: Scope): Promise<LogHead>
  /** Events after `since`, in order and without a gap, at most `limit`. */
  events(scope: Scope, since: number, limit: number): Promise<TaskEvent[]>
  /** What a replica holds (`isRecent`), by number upwards. */
  recent(scope: Scope, request: RecentRequest): Promise<Task[]>

  /** Tags of tasks outside the trash, by tag in code-point order. */
  tags(scope: Scope): Promise<TagCount[]>

  close(): Promise<void>
}

/** The statuses that count as open. */
export const openStatuses: readonly TaskStatus[] = ['pending', 'in_progress']
