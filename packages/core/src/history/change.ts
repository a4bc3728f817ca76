import { initialPosition } from '../task/position.ts'
import type { Task, TaskStatus } from '../task/task.ts'
import {
  type Changes,
  type EventType,
  type Operation,
  type TaskEvent,
  type TrackedField,
  trackedFields,
} from './operation.ts'

/** A task that the store has still to number. An import may ask for the number and position it had. */
export type NewTask = Omit<Task, 'number' | 'position'> & { number: number | null; position: string | null }

/** What happens to one task: made (`before` null), changed, or purged (`after` null). */
export type TaskEdit =
  | { before: null; after: NewTask; eventId: string }
  | { before: Task; after: Task; eventId: string }
  | { before: Task; after: null; eventId: string }

/** Sets `revertedBy` of an operation, where it still holds `from`. */
export type OperationMark = { operationId: string; from: string | null; to: string | null }

/** What a keyed request is answered, kept with the change that it asked for. Numbers of new tasks are still open in `body`. */
export type KeptAnswer = { key: string; fingerprint: string; status: number; body: string }

/** What a rule decided and a store commits: all of it or nothing. */
export type Change = {
  operation: Operation
  correlationId: string | null
  edits: readonly TaskEdit[]
  marks: readonly OperationMark[]
  /** History that came with an import; its events are numbered before those of the edits. */
  importedHistory: readonly ImportedOperation[]
  /** The answer to the request that asked for the change; kept by stores that requests reach. */
  answer: KeptAnswer | null
}

export type ImportedOperation = { operation: Operation; events: readonly Omit<TaskEvent, 'seq'>[] }

/** The next free values of a space's counter row. */
export type Counters = { nextNumber: number; nextSeq: number }

export type SealedChange = {
  operation: Operation
  /** The state after, of each edit in order; `null` for a purge. */
  tasks: readonly (Task | null)[]
  /** One for each edit, in order. */
  events: readonly TaskEvent[]
  history: readonly { operation: Operation; events: readonly TaskEvent[] }[]
  counters: Counters
}

/** Gives numbers, positions and sequence numbers. Called by stores inside the transaction that read `counters`. */
export function sealChange(change: Change, counters: Counters): SealedChange {
  let { nextSeq } = counters
  const { tasks, nextNumber } = numberTasks(change, counters.nextNumber)
  const numbers = new Map(tasks.flatMap((task) => (task ? [[task.id, task.number]] : [])))
  const history = change.importedHistory.map(({ operation, events }) => ({
    operation,
    events: events.map((event) => ({ ...renumbered(event, numbers.get(event.taskId)), seq: nextSeq++ })),
  }))
  const events = change.edits.map((edit, index) => sealEvent(change, edit, tasks[index] ?? null, nextSeq++))
  return { operation: change.operation, tasks, events, history, counters: { nextNumber, nextSeq } }
}

/** What came with an import names its tasks by the numbers that they have here. */
function renumbered<Event extends Pick<TaskEvent, 'number' | 'task'>>(
  event: Event,
  number: number | undefined,
): Event {
  return number === undefined ? event : { ...event, number, task: event.task && { ...event.task, number } }
}

/**
 * An import into a space that never had a task keeps its numbers and positions; otherwise each task gets the
 * next number and stands behind the others (keys of two lists would meet, and nothing fits between equal keys).
 */
function numberTasks(change: Change, first: number): { tasks: (Task | null)[]; nextNumber: number } {
  const wanted = (edit: TaskEdit): number | null =>
    first === 1 && edit.before === null ? edit.after.number : null
  const highest = change.edits.reduce((max, edit) => Math.max(max, wanted(edit) ?? 0), 0)
  let nextNumber = Math.max(first, highest + 1)
  const tasks = change.edits.map((edit) => {
    if (edit.before !== null) return edit.after
    const number = wanted(edit) ?? nextNumber++
    const position = first === 1 ? edit.after.position : null
    return { ...edit.after, number, position: position ?? initialPosition(number) }
  })
  return { tasks, nextNumber }
}

function sealEvent(change: Change, edit: TaskEdit, task: Task | null, seq: number): TaskEvent {
  const subject = edit.before ?? task
  if (!subject) throw new Error('An edit has a state before or after')
  return {
    id: edit.eventId,
    seq,
    type: eventTypeOf(edit),
    taskId: subject.id,
    number: subject.number,
    task,
    changes: changesOf(edit),
    operationId: change.operation.id,
    actor: change.operation.actor,
    client: change.operation.client,
    at: change.operation.at,
    correlationId: change.correlationId,
  }
}

/** The kind of an edit: what a person would say happened to the task. */
export function eventTypeOf({ before, after }: TaskEdit): EventType {
  if (!before) return 'TaskCreated'
  if (!after) return 'TaskPurged'
  if (before.deletedAt === null && after.deletedAt !== null) return 'TaskDeleted'
  if (before.deletedAt !== null && after.deletedAt === null) return 'TaskRestored'
  if (before.status !== 'done' && after.status === 'done') return 'TaskCompleted'
  if (before.status === 'done' && after.status !== 'done') return 'TaskReopened'
  return 'TaskUpdated'
}

/** The fields that an edit changed. A new task lists what it was made with; a purge keeps nothing. */
export function changesOf({ before, after }: TaskEdit): Changes {
  const changes: Changes = {}
  if (!after) return changes
  for (const field of trackedFields) {
    if (!before && field === 'position') continue
    const from = before ? before[field] : null
    const to = after[field]
    if (!sameValue(from, to) && !(!before && isEmpty(to))) changes[field] = { from, to }
  }
  return changes
}

const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0

/** Whether two values of a field are the same; tags are compared in order. */
export function sameValue(left: unknown, right: unknown): boolean {
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((value, index) => value === right[index])
  }
  return left === right
}

/** Whether a field differs between two states. */
export function fieldDiffers(before: Task, after: Task, fields: readonly TrackedField[]): boolean {
  return fields.some((field) => !sameValue(before[field], after[field]))
}

export type Totals = Record<TaskStatus | 'trash', number>

/** How an operation moves the totals by status (tasks in the trash count only as `trash`). */
export function totalsDelta(edits: readonly TaskEdit[]): Totals {
  const delta: Totals = { pending: 0, in_progress: 0, done: 0, trash: 0 }
  for (const { before, after } of edits) {
    if (before) delta[before.deletedAt === null ? before.status : 'trash'] -= 1
    if (after) delta[after.deletedAt === null ? after.status : 'trash'] += 1
  }
  return delta
}
