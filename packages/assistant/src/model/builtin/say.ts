import type { SeenTask } from './seen-task.ts'
import { addDays, weekdayOf } from './understand/dates.ts'

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** `today`, `tomorrow`, `Friday`, `24 December`, `24 December 2027`. */
export function dayName(date: string, today: string): string {
  if (date === today) return 'today'
  if (date === addDays(today, 1)) return 'tomorrow'
  if (date === addDays(today, -1)) return 'yesterday'
  if (date > today && date < addDays(today, 7)) return WEEKDAYS[weekdayOf(date)] ?? date
  const [year = '', month = '', day = ''] = date.split('-')
  const name = `${Number(day)} ${MONTHS[Number(month) - 1] ?? month}`
  return today.startsWith(year) ? name : `${name} ${Number(year)}`
}

/** `“Pay rent” (#3)` */
export function named({ title, number }: SeenTask): string {
  return `“${title}” (#${number})`
}

/** `- [ ] #3 Pay rent — due tomorrow, high priority, #home` */
export function taskLine(task: SeenTask, today: string): string {
  const facts = factsOf(task, today)
  const box = task.status === 'done' ? '[x]' : '[ ]'
  return `- ${box} #${task.number} ${task.title}${facts === '' ? '' : ` — ${facts}`}`
}

/** What is worth saying of a task besides its title; empty where there is nothing. */
export function factsOf({ dueDate, priority, tags, status }: SeenTask, today: string): string {
  const late = dueDate !== null && dueDate < today && status !== 'done'
  return [
    ...(dueDate === null ? [] : [`${late ? 'was due' : 'due'} ${dayName(dueDate, today)}`]),
    ...(priority === 'medium' ? [] : [`${priority} priority`]),
    ...(status === 'in_progress' ? ['in progress'] : []),
    ...(tags.length === 0 ? [] : [tags.map((tag) => `#${tag}`).join(' ')]),
  ].join(', ')
}

export function countOf(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count.toLocaleString('en')} ${noun}s`
}

/** `a`, `a and b`, `a, b and c`; what is more than eight is counted. */
export function enumeration(parts: readonly string[]): string {
  const shown = parts.length > 9 ? [...parts.slice(0, 8), `${parts.length - 8} more`] : parts
  if (shown.length < 2) return shown[0] ?? ''
  return `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}
