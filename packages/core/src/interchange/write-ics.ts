import type { Task, TaskPriority, TaskStatus } from '../task/task.ts'
import { escapeIcs, icsProperty } from './ics-text.ts'

const statuses: Record<TaskStatus, string> = {
  pending: 'NEEDS-ACTION',
  in_progress: 'IN-PROCESS',
  done: 'COMPLETED',
}

const priorities: Record<TaskPriority, string> = { high: '1', medium: '5', low: '9' }

/** iCalendar (RFC 5545), a `VTODO` for each task; the UID is the task's id, times are to the second. */
export async function* writeIcs(tasks: AsyncIterable<Task>): AsyncIterable<string> {
  yield 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//todo//todo//EN\r\n'
  for await (const task of tasks) yield todoOf(task)
  yield 'END:VCALENDAR\r\n'
}

/** `DTSTAMP` without a `METHOD` means the last change (section 3.8.7.2). */
function todoOf(task: Task): string {
  return [
    icsProperty('BEGIN', 'VTODO'),
    icsProperty('UID', task.id),
    icsProperty('DTSTAMP', timeOf(task.updatedAt)),
    icsProperty('CREATED', timeOf(task.createdAt)),
    icsProperty('LAST-MODIFIED', timeOf(task.updatedAt)),
    icsProperty('SUMMARY', escapeIcs(task.title)),
    task.description === null ? '' : icsProperty('DESCRIPTION', escapeIcs(task.description)),
    icsProperty('STATUS', statuses[task.status]),
    icsProperty('PRIORITY', priorities[task.priority]),
    task.dueDate === null ? '' : icsProperty('DUE;VALUE=DATE', task.dueDate.replaceAll('-', '')),
    task.tags.length === 0 ? '' : icsProperty('CATEGORIES', task.tags.map(escapeIcs).join(',')),
    task.completedAt === null ? '' : icsProperty('COMPLETED', timeOf(task.completedAt)),
    icsProperty('END', 'VTODO'),
  ].join('')
}

/** `2026-12-24T10:00:00.123Z` → `20261224T100000Z` */
const timeOf = (time: string): string => `${time.slice(0, 19).replace(/[-:]/g, '')}Z`
