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
import type { Row, Tuple } from './file.ts'

export const taskColumns =
  'id, number, title, description, status, priority, due_date, tags, position, version, ' +
  'created_at, updated_at, completed_at, deleted_at'

/** Where a task is listed, and which of the space's totals counts it. */
export type Place = Task['status'] | 'trash'

export const placeOf = (task: Task): Place => (task.deletedAt === null ? task.status : 'trash')

/** A task of {@link taskColumns}, in their order. */
export function toTask(values: Tuple): Task {
  const [id, number, title, description, status, priority, dueDate, tags, position, version, ...times] =
    values
  const [createdAt, updatedAt, completedAt, deletedAt] = times
  return {
    id: asText(id),
    number: asNumber(number),
    title: asText(title),
    description: asTextOrNull(description),
    status: memberOf(taskStatuses, status),
    priority: memberOf(taskPriorities, taskPriorities[asNumber(priority)]),
    dueDate: asTextOrNull(dueDate),
    tags: asTags(asText(tags)),
    position: asText(position),
    version: asNumber(version),
    createdAt: asText(createdAt),
    updatedAt: asText(updatedAt),
    completedAt: asTextOrNull(completedAt),
    deletedAt: asTextOrNull(deletedAt),
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

export const textOf = (row: Row, column: string): string => asText(row[column])
export const numberOf = (row: Row, column: string): number => asNumber(row[column])
const textOrNullOf = (row: Row, column: string): string | null => asTextOrNull(row[column])

function asText(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError(`${String(value)} is no text`)
  return value
}

function asNumber(value: unknown): number {
  if (typeof value !== 'number') throw new TypeError(`${String(value)} is no number`)
  return value
}

function asTextOrNull(value: unknown): string | null {
  return value === null ? null : asText(value)
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

const asTags = (json: string): readonly string[] =>
  json === '[]' ? [] : (JSON.parse(json) as readonly string[])
