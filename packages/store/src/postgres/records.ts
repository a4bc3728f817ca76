import {
  changesOf,
  changesToWire,
  eventTypeOf,
  foldText,
  type NewTask,
  type Operation,
  type TaskEdit,
  type TaskEvent,
  taskTokens,
  taskToWire,
} from '@todo/core'
import { searchLexemes } from './filter.ts'
import type { EventData } from './rows.ts'

/*
 * Rows travel to PostgreSQL as one JSON array, whatever their number; these are the members and their types.
 */

/** The columns of `tasks` that a change writes, besides space, owner, number and position. */
export const writtenColumns =
  'title, title_key, description, status, priority, due_date, tags, version, search, ' +
  'created_at, updated_at, completed_at, deleted_at'

/** The values of {@link writtenColumns} from a record called `r`. */
export const writtenValues =
  'r.title, r.title_key, r.description, r.status, r.priority, r.due_date, r.tags, r.version, ' +
  'array_to_tsvector(r.lexemes), r.created_at, r.updated_at, r.completed_at, r.deleted_at'

export const taskRecord = `id uuid, number int, position text, title text, title_key text, description text,
  status text, priority text, due_date date, tags text[], version int, lexemes text[],
  created_at timestamptz, updated_at timestamptz, completed_at timestamptz, deleted_at timestamptz`

/** A task in the shape of {@link taskRecord}. */
export function taskToRecord(task: NewTask): Record<string, unknown> {
  const { createdAt, updatedAt, completedAt, deletedAt, dueDate, ...rest } = task
  return {
    ...rest,
    title_key: foldText(task.title),
    due_date: dueDate,
    lexemes: searchLexemes(taskTokens(task), task.tags),
    created_at: createdAt,
    updated_at: updatedAt,
    completed_at: completedAt,
    deleted_at: deletedAt,
  }
}

/** `ord` is the edit's place in the change; `made` its place among those that make a task; `before` the version. */
export const editRecord = `ord int, made int, before int, event_id uuid, event_type text, event_text text,
  ${taskRecord}`

/** The edits of a change that purges nothing, in the shape of {@link editRecord}. */
export function editsToRecords(edits: readonly TaskEdit[]): Record<string, unknown>[] {
  let made = 0
  return edits.flatMap((edit, ord) => {
    if (!edit.after) return []
    const { before, after } = edit
    return [
      {
        ...taskToRecord(after),
        ord,
        made: before ? null : made++,
        before: before?.version ?? null,
        event_id: edit.eventId,
        event_type: eventTypeOf(edit),
        event_text: eventTextOf(edit, after),
      },
    ]
  })
}

/**
 * The data of an edit's event as JSON. Of a new task it lacks the beginning, number and position; and changes, since
 * they follow from the task.
 */
export function eventTextOf(edit: TaskEdit, after: NewTask): string {
  const { number, position, ...task } = taskToWire({
    ...after,
    number: after.number ?? 0,
    position: after.position ?? '',
  })
  if (edit.before === null) return JSON.stringify({ task }).slice('{"task":{'.length)
  return JSON.stringify({ task: { ...task, number, position }, changes: changesToWire(changesOf(edit)) })
}

export const eventRecord = `seq bigint, id uuid, task_id uuid, number int, event_type text, event_data jsonb,
  operation_id uuid, actor text, client text, at timestamptz, correlation_id text`

/** An event in the shape of {@link eventRecord}. */
export function eventToRecord(event: TaskEvent): Record<string, unknown> {
  const data: EventData = {
    task: event.task && taskToWire(event.task),
    changes: changesToWire(event.changes),
  }
  return {
    seq: event.seq,
    id: event.id,
    task_id: event.taskId,
    number: event.number,
    event_type: event.type,
    event_data: data,
    operation_id: event.operationId,
    actor: event.actor,
    client: event.client,
    at: event.at,
    correlation_id: event.correlationId,
  }
}

export const operationRecord = `id uuid, first_seq bigint, last_seq bigint, kind text, actor text, client text,
  at timestamptz, reverts uuid[], reverted_by uuid, imported boolean`

/** An operation in the shape of {@link operationRecord}; one without events begins at `nextSeq`. */
export function operationToRecord(
  operation: Operation,
  events: readonly TaskEvent[],
  nextSeq: number,
): Record<string, unknown> {
  const firstSeq = events[0]?.seq ?? nextSeq
  return {
    ...operation,
    first_seq: firstSeq,
    last_seq: firstSeq + events.length - 1,
    reverted_by: operation.revertedBy,
  }
}

export const markRecord = 'id uuid, held uuid, wanted uuid'
