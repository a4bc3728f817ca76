import {
  type Actor,
  actors,
  type Changes,
  changesFromWire,
  type EventType,
  eventTypes,
  type Operation,
  type OperationKind,
  operationKinds,
  type Task,
  type TaskEvent,
  taskFromWire,
  taskPriorities,
  taskStatuses,
} from '@todo/core'
import type { Row } from './file.ts'

export const taskColumns =
  'id, number, title, description, status, priority, due_date, tags, position, version, ' +
  'created_at, updated_at, completed_at, deleted_at'

/** Where a task is listed, and which of the space's totals counts it. */
export type Place = Task['status'] | 'trash'

export const placeOf = (task: Task): Place => (task.deletedAt === null ? task.status : 'trash')

export function toTask(row: Row): Task {
  return {
    id: textOf(row, 'id'),
    number: numberOf(row, 'number'),
    title: textOf(row, 'title'),
    description: textOrNullOf(row, 'description'),
    status: memberOf(taskStatuses, row.status),
    priority: memberOf(taskPriorities, taskPriorities[numberOf(row, 'priority')]),
    dueDate: textOrNullOf(row, 'due_date'),
    tags: parsed<string[]>(row, 'tags'),
    position: textOf(row, 'position'),
    version: numberOf(row, 'version'),
    createdAt: textOf(row, 'created_at'),
    updatedAt: textOf(row, 'updated_at'),
    completedAt: textOrNullOf(row, 'completed_at'),
    deletedAt: textOrNullOf(row, 'deleted_at'),
  }
}

export type StoredOperation = Operation & { firstSeq: number; eventCount: number }

export function toOperation(row: Row): StoredOperation {
  return {
    id: textOf(row, 'id'),
    kind: memberOf<OperationKind>(operationKinds, row.kind),
    actor: memberOf<Actor>(actors, row.actor),
    client: textOf(row, 'client'),
    at: textOf(row, 'at'),
    reverts: parsed<string[]>(row, 'reverts'),
    revertedBy: textOrNullOf(row, 'reverted_by'),
    imported: row.imported === 1,
    firstSeq: numberOf(row, 'first_seq'),
    eventCount: numberOf(row, 'event_count'),
  }
}

export function toEvent(row: Row): TaskEvent {
  return {
    id: textOf(row, 'id'),
    seq: numberOf(row, 'seq'),
    type: memberOf<EventType>(eventTypes, row.type),
    taskId: textOf(row, 'task_id'),
    number: numberOf(row, 'number'),
    task: row.task === null ? null : taskFromWire(parsed(row, 'task')),
    changes: changesOf(row),
    operationId: textOf(row, 'operation_id'),
    actor: memberOf<Actor>(actors, row.actor),
    client: textOf(row, 'client'),
    at: textOf(row, 'at'),
    correlationId: textOrNullOf(row, 'correlation_id'),
  }
}

const changesOf = (row: Row): Changes => changesFromWire(parsed(row, 'changes'))

export function textOf(row: Row, column: string): string {
  const value = row[column]
  if (typeof value !== 'string') throw new TypeError(`Column ${column} holds no text`)
  return value
}

export function numberOf(row: Row, column: string): number {
  const value = row[column]
  if (typeof value !== 'number') throw new TypeError(`Column ${column} holds no number`)
  return value
}

function textOrNullOf(row: Row, column: string): string | null {
  return row[column] === null ? null : textOf(row, column)
}

function memberOf<Member extends string>(members: readonly Member[], value: unknown): Member {
  const member = members.find((each) => each === value)
  if (member === undefined) throw new TypeError(`${String(value)} is none of ${members.join(', ')}`)
  return member
}

/** JSON that this store wrote itself, from values of this very type: the one place that takes it on trust. */
function parsed<Value>(row: Row, column: string): Value {
  return JSON.parse(textOf(row, column)) as Value
}
