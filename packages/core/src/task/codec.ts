import type {
  Changes,
  FieldChange,
  Operation,
  OperationWithEvents,
  TaskEvent,
  TrackedField,
} from '../history/operation.ts'
import { trackedFields } from '../history/operation.ts'
import type { Task } from './task.ts'

/** A task wherever it leaves a process: HTTP, `--json`, export, events, tools, and JSON columns. */
export type TaskWire = {
  id: string
  number: number
  title: string
  description: string | null
  status: Task['status']
  priority: Task['priority']
  due_date: string | null
  tags: readonly string[]
  position: string
  version: number
  created_at: string
  updated_at: string
  completed_at: string | null
  deleted_at: string | null
}

export type ChangesWire = Record<string, FieldChange>

export type EventWire = {
  seq: number
  type: TaskEvent['type']
  task_id: string
  number: number
  task: TaskWire | null
  changes: ChangesWire
  operation_id: string
  actor: TaskEvent['actor']
  client: string
  at: string
}

export type OperationWire = {
  id: string
  kind: Operation['kind']
  actor: Operation['actor']
  client: string
  at: string
  reverts: readonly string[]
  reverted_by: string | null
  events: readonly EventWire[]
}

const wireNames: Partial<Record<TrackedField, string>> = {
  dueDate: 'due_date',
  completedAt: 'completed_at',
  deletedAt: 'deleted_at',
}

/** The name of a field on the wire. */
export function fieldName(field: TrackedField): string {
  return wireNames[field] ?? field
}

export function taskToWire(task: Task): TaskWire {
  return {
    id: task.id,
    number: task.number,
    title: task.title,
    description: task.description,
    status: task.status,
    priority: task.priority,
    due_date: task.dueDate,
    tags: task.tags,
    position: task.position,
    version: task.version,
    created_at: task.createdAt,
    updated_at: task.updatedAt,
    completed_at: task.completedAt,
    deleted_at: task.deletedAt,
  }
}

export function taskFromWire(wire: TaskWire): Task {
  return {
    id: wire.id,
    number: wire.number,
    title: wire.title,
    description: wire.description,
    status: wire.status,
    priority: wire.priority,
    dueDate: wire.due_date,
    tags: wire.tags,
    position: wire.position,
    version: wire.version,
    createdAt: wire.created_at,
    updatedAt: wire.updated_at,
    completedAt: wire.completed_at,
    deletedAt: wire.deleted_at,
  }
}

export function changesToWire(changes: Changes): ChangesWire {
  const wire: ChangesWire = {}
  for (const field of trackedFields) {
    const change = changes[field]
    if (change) wire[fieldName(field)] = change
  }
  return wire
}

export function changesFromWire(wire: ChangesWire): Changes {
  const changes: Changes = {}
  for (const field of trackedFields) {
    const change = wire[fieldName(field)]
    if (change) changes[field] = change
  }
  return changes
}

export function eventToWire(event: TaskEvent): EventWire {
  return {
    seq: event.seq,
    type: event.type,
    task_id: event.taskId,
    number: event.number,
    task: event.task && taskToWire(event.task),
    changes: changesToWire(event.changes),
    operation_id: event.operationId,
    actor: event.actor,
    client: event.client,
    at: event.at,
  }
}

/** The wire leaves out the id of an event and where it came from; its place in the sequence names it. */
export function eventFromWire(wire: EventWire): TaskEvent {
  return {
    id: `${wire.operation_id}/${wire.seq}`,
    seq: wire.seq,
    type: wire.type,
    taskId: wire.task_id,
    number: wire.number,
    task: wire.task && taskFromWire(wire.task),
    changes: changesFromWire(wire.changes),
    operationId: wire.operation_id,
    actor: wire.actor,
    client: wire.client,
    at: wire.at,
    correlationId: null,
  }
}

export function operationToWire(operation: OperationWithEvents): OperationWire {
  return {
    id: operation.id,
    kind: operation.kind,
    actor: operation.actor,
    client: operation.client,
    at: operation.at,
    reverts: operation.reverts,
    reverted_by: operation.revertedBy,
    events: operation.events.map(eventToWire),
  }
}
