import { TodoError, type UndoConflict } from '../errors.ts'
import { fieldName } from '../task/codec.ts'
import type { Task } from '../task/task.ts'
import { sameValue, type TaskEdit } from './change.ts'
import { type OperationWithEvents, type TaskEvent, type TrackedField, trackedFields } from './operation.ts'

/** What a new task was made with: undoing the making of it must not hide what was written into it since. */
const contentFields: readonly TrackedField[] = [
  'title',
  'description',
  'status',
  'priority',
  'dueDate',
  'tags',
]

/** What undoing an operation must know of it. */
export type Undoable = Pick<OperationWithEvents, 'kind' | 'imported'> & { events: readonly UndoableEvent[] }
export type UndoableEvent = Pick<TaskEvent, 'type' | 'taskId' | 'task' | 'changes'>

export type InvertInput = { now: string; uuid: () => string }

/**
 * The edits that take operations back, newest first, field by field where the field still holds the value that
 * the operation left (values decide, not who wrote them). Throws `UNDO_CONFLICT` naming every other field, and
 * `NOT_REVERSIBLE` where an operation is a purge or one of its tasks was purged since.
 */
export function invertOperations(
  operations: readonly Undoable[],
  tasks: readonly Task[],
  input: InvertInput,
): TaskEdit[] {
  const before = new Map(tasks.map((task) => [task.id, task]))
  const current = new Map(before)
  const conflicts: UndoConflict[] = []
  for (const operation of operations) {
    if (operation.kind === 'purge' || operation.imported) throw new TodoError('NOT_REVERSIBLE')
    for (const event of operation.events.toReversed()) {
      const task = current.get(event.taskId)
      if (!task || !event.task) throw new TodoError('NOT_REVERSIBLE')
      conflicts.push(...conflictsOf(event, event.task, task))
      current.set(task.id, invertEvent(event, task, input.now))
    }
  }
  if (conflicts.length > 0) throw new TodoError('UNDO_CONFLICT', { conflicts })
  return [...touchedTasks(operations)].flatMap((id) => {
    const from = before.get(id)
    const to = current.get(id)
    if (!from || !to) return []
    return [
      {
        before: from,
        after: { ...to, version: from.version + 1, updatedAt: input.now },
        eventId: input.uuid(),
      },
    ]
  })
}

/** The ids of the tasks that operations touched, oldest first. */
export function touchedTasks(operations: readonly Undoable[]): Set<string> {
  return new Set(
    operations.toReversed().flatMap((operation) => operation.events.map((event) => event.taskId)),
  )
}

function conflictsOf(event: UndoableEvent, left: Task, task: Task): UndoConflict[] {
  const fields: readonly TrackedField[] =
    event.type === 'TaskCreated'
      ? [...contentFields, 'deletedAt']
      : trackedFields.filter((field) => event.changes[field])
  return fields
    .filter((field) => !stillHolds(field, left, task))
    .map((field) => ({
      taskId: task.id,
      number: task.number,
      field: fieldName(field),
      expected: left[field],
      actual: task[field],
    }))
}

/** `completedAt` follows the status; of the trash it counts only whether the task is in it. */
function stillHolds(field: TrackedField, left: Task, task: Task): boolean {
  if (field === 'completedAt') return true
  if (field === 'deletedAt') return (left.deletedAt === null) === (task.deletedAt === null)
  return sameValue(left[field], task[field])
}

function invertEvent(event: UndoableEvent, task: Task, now: string): Task {
  if (event.type === 'TaskCreated') return { ...task, deletedAt: now }
  const restored = { ...task }
  for (const field of trackedFields) {
    const change = event.changes[field]
    if (change) assignField(restored, field, change.from)
  }
  if (restored.status !== 'done') restored.completedAt = null
  else restored.completedAt ??= now
  return restored
}

/** Puts a value back that history holds for this very field: history is written only from tasks. */
function assignField(task: Task, field: TrackedField, value: unknown): void {
  Object.assign(task, { [field]: value })
}
