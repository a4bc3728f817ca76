import type { Task } from '../task/task.ts'

export const actors = ['user', 'assistant', 'agent', 'system'] as const
/** Who made a change. */
export type Actor = (typeof actors)[number]

export const operationKinds = [
  'create',
  'update',
  'complete',
  'reopen',
  'delete',
  'restore',
  'purge',
  'batch',
  'import',
  'undo',
  'redo',
] as const
export type OperationKind = (typeof operationKinds)[number]

/** One change as its user sees it. Its id is made by the client and unique in the space for ever. */
export type Operation = {
  id: string
  kind: OperationKind
  actor: Actor
  /** `web | cli | api | mcp:NAME | chat` */
  client: string
  at: string
  /** The operations that this one took back (undo) or brought back (redo: the undo). */
  reverts: readonly string[]
  /** The undo (of a change) or redo (of an undo) that took this one back and still stands. */
  revertedBy: string | null
  /** It came with an import: kept for reading, not for undo. */
  imported: boolean
}

export const eventTypes = [
  'TaskCreated',
  'TaskUpdated',
  'TaskCompleted',
  'TaskReopened',
  'TaskDeleted',
  'TaskRestored',
  'TaskPurged',
] as const
export type EventType = (typeof eventTypes)[number]

/** The fields of a task that history keeps and undo inverts. */
export const trackedFields = [
  'title',
  'description',
  'status',
  'priority',
  'dueDate',
  'tags',
  'position',
  'completedAt',
  'deletedAt',
] as const
export type TrackedField = (typeof trackedFields)[number]
export type FieldChange = { from: unknown; to: unknown }
export type Changes = Partial<Record<TrackedField, FieldChange>>

/** What one operation did to one task. Append-only: history and sync log in one. */
export type TaskEvent = {
  id: string
  /** The space's gapless sequence number, from 1. */
  seq: number
  type: EventType
  taskId: string
  number: number
  /** The state after it; `null` after a purge (of this task, then or since). */
  task: Task | null
  changes: Changes
  operationId: string
  actor: Actor
  client: string
  at: string
  correlationId: string | null
}

/** An operation with its events in order. `firstSeq` is its place in the history of the space. */
export type OperationWithEvents = Operation & { firstSeq: number; events: readonly TaskEvent[] }
