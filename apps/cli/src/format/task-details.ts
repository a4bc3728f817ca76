import type { Task } from '@todo/core'
import { describeDue, formatDay, formatTime } from '../dates.ts'
import type { Session } from '../session.ts'
import { safeLines, safeText } from './text.ts'

const statusWords: Record<Task['status'], string> = {
  pending: 'pending',
  in_progress: 'in progress',
  done: 'done',
}

/** All that is known of one task, in lines. */
export function taskDetails(session: Session, task: Task): string[] {
  const { style } = session
  const today = session.today()
  const fields: [string, string | null][] = [
    ['Status', statusWords[task.status]],
    ['Priority', task.priority],
    ['Due', task.dueDate && dueLine(task, today)],
    ['Tags', task.tags.length > 0 ? task.tags.map((tag) => `#${safeText(tag)}`).join(' ') : null],
    ['Created', formatTime(task.createdAt)],
    ['Changed', task.updatedAt === task.createdAt ? null : formatTime(task.updatedAt)],
    ['Done', task.completedAt && formatTime(task.completedAt)],
    ['In the trash', task.deletedAt && `since ${formatTime(task.deletedAt)}`],
    ['Id', task.id],
  ]
  const shown = fields.flatMap(([name, value]) => (value ? [{ name, value }] : []))
  const width = Math.max(...shown.map(({ name }) => name.length))
  const description = task.description ? ['', ...safeLines(task.description).split('\n')] : []
  return [
    `${style('dim', `#${task.number}`)} ${style('bold', safeText(task.title))}`,
    ...shown.map(({ name, value }) => `  ${style('dim', name.padEnd(width))}  ${value}`),
    ...description.map((line) => (line === '' ? '' : `  ${line}`)),
  ]
}

function dueLine(task: Task, today: string): string {
  if (task.dueDate === null) return ''
  const day = formatDay(task.dueDate, today)
  const word = describeDue(task.dueDate, today).split(' ')[0] ?? ''
  const relative = ['today', 'tomorrow'].includes(word) || (word === 'overdue' && task.status !== 'done')
  return relative ? `${day} (${word})` : day
}
