import {
  type ChangesWire,
  changesFromWire,
  changesOf,
  type Operation,
  type OperationWithEvents,
  type TaskEvent,
  type TaskWire,
  taskFromWire,
} from '@todo/core'
import type { Row } from './database.ts'

/**
 * A time as JSON from PostgreSQL has it (`2026-11-22T10:00:00.5+00:00`, in the session's zone) as ISO with
 * milliseconds and `Z`.
 */
export function timeFrom(text: string): string {
  if (!text.endsWith('+00:00')) return new Date(text).toISOString()
  if (text.length === 25) return `${text.slice(0, 19)}.000Z`
  const millis = text.slice(20, -6).padEnd(3, '0').slice(0, 3)
  return `${text.slice(0, 19)}.${millis}Z`
}

/** The columns of an operation as one JSON text. */
export const operationJson = `json_build_object(
  'id', o.id, 'kind', o.kind, 'actor', o.actor, 'client', o.client, 'at', o.at, 'reverts', o.reverts,
  'revertedBy', o.reverted_by, 'imported', o.imported, 'firstSeq', o.first_seq)::text`

/** The columns of an event as one JSON text. */
export const eventJson = `json_build_object(
  'id', e.id, 'seq', e.seq, 'type', e.event_type, 'taskId', e.task_id, 'number', e.number,
  'data', e.event_data, 'operationId', e.operation_id, 'actor', e.actor, 'client', e.client,
  'at', e."timestamp", 'correlationId', e.correlation_id)::text`

/** `event_data` of an event, with task and changes in the form of the wire. A creation may lack its changes. */
export type EventData = { task: TaskWire | null; changes?: ChangesWire }

type OperationRow = Operation & { firstSeq: number }
type EventRow = Omit<TaskEvent, 'task' | 'changes'> & { data: EventData }

/**
 * Operations with their events, from rows of two JSON texts: the operation on the first of its rows, else
 * null; and one of its events, or null where it has none.
 */
export function operationsOf(rows: readonly Row[]): OperationWithEvents[] {
  const operations: (OperationRow & { events: TaskEvent[] })[] = []
  for (const [operation, event] of rows) {
    if (operation) operations.push({ ...parseOperation(operation), events: [] })
    if (event) operations.at(-1)?.events.push(eventOf(event))
  }
  return operations
}

function parseOperation(text: string): OperationRow {
  const row = operationRow(JSON.parse(text))
  return { ...row, at: timeFrom(row.at) }
}

/** JSON that {@link operationJson} made of columns which have these types. */
const operationRow = (value: unknown): OperationRow => value as OperationRow

/** The event of a text that {@link eventJson} made. */
export function eventOf(text: string): TaskEvent {
  const { data, ...event } = eventRow(JSON.parse(text))
  return {
    ...event,
    at: timeFrom(event.at),
    ...stateOf(data),
  }
}

function stateOf({ task: wire, changes }: EventData): Pick<TaskEvent, 'task' | 'changes'> {
  const task = wire && taskFromWire(wire)
  if (changes) return { task, changes: changesFromWire(changes) }
  return { task, changes: task ? changesOf({ before: null, after: task, eventId: '' }) : {} }
}

/** JSON that {@link eventJson} made of columns which have these types. */
const eventRow = (value: unknown): EventRow => value as EventRow
