import { isTaskPriority, isTaskStatus, type Task } from '@todo/core'
import type { Row } from './database.ts'

/*
 * Tasks are read as the texts that PostgreSQL sends: making JSON there costs more than all of the query, and the
 * driver's own types make dates and arrays that are then taken apart again.
 */

/** The columns of a task, in the order in which {@link tasksOf} reads them. */
export const taskColumns =
  'id, number, title, description, status, priority, due_date, tags, position, version, ' +
  'created_at, updated_at, completed_at, deleted_at'

/** The tasks of rows that hold {@link taskColumns}. */
export const tasksOf = (rows: readonly Row[]): Task[] => rows.map(taskOf)

function taskOf(row: Row): Task {
  const [id, number, title, description, status, priority, dueDate, tags, position, version] = row
  const [createdAt, updatedAt, completedAt, deletedAt] = row.slice(10)
  if (!isTaskStatus(status) || !isTaskPriority(priority)) throw new Error('A task has no status or priority')
  return {
    id: id ?? '',
    number: Number(number),
    title: title ?? '',
    description: description ?? null,
    status,
    priority,
    dueDate: dueDate ?? null,
    tags: textsOf(tags ?? '{}'),
    position: position ?? '',
    version: Number(version),
    createdAt: timeOf(createdAt ?? ''),
    updatedAt: timeOf(updatedAt ?? ''),
    completedAt: completedAt ? timeOf(completedAt) : null,
    deletedAt: deletedAt ? timeOf(deletedAt) : null,
  }
}

/** A time (`2026-11-22 10:00:00.5+00`, in the session's zone) as ISO with milliseconds and `Z`. */
export function timeOf(text: string): string {
  if (!text.endsWith('+00')) return new Date(withFullZone(text)).toISOString()
  const millis = text.slice(20, -3).padEnd(3, '0').slice(0, 3)
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${millis}Z`
}

/** PostgreSQL writes a whole zone as `+05`, which JavaScript does not read. */
const withFullZone = (text: string): string => text.replace(' ', 'T').replace(/[+-]\d\d$/, '$&:00')

/** The members of a `text[]`: `{home,"with \"quotes\""}`. It holds no `NULL` and is one level deep. */
export function textsOf(text: string): string[] {
  if (text === '{}') return []
  if (!text.includes('"')) return text.slice(1, -1).split(',')
  const members = text.slice(1, -1).matchAll(/"((?:[^"\\]|\\.)*)"|[^,]+/gs)
  return Array.from(members, ([whole, quoted]) => quoted?.replaceAll(/\\(.)/gs, '$1') ?? whole)
}
