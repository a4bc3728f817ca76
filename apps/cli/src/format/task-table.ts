import type { Task } from '@todo/core'
import { describeDue } from '../dates.ts'
import type { Session } from '../session.ts'
import type { StyleName } from './style.ts'
import { type Cell, type Column, layTable } from './table.ts'
import { safeText } from './text.ts'
import { measureFor } from './width.ts'

const marks: Record<Task['status'], string> = { pending: '[ ]', in_progress: '[~]', done: '[x]' }

const columns: readonly Column[] = [
  { header: '#', align: 'right' },
  { header: '' },
  { header: 'Title', flexible: true },
  { header: 'Due', dropRank: 3 },
  { header: 'Priority', dropRank: 2 },
  { header: 'Tags', widthMax: 30, dropRank: 1 },
]

/**
 * Draws tasks page by page as one table. On a terminal it has a header and fits the width; into a pipe there is
 * one line for each task and nothing is cut.
 */
export function taskTable(session: Session): (tasks: readonly Task[]) => Promise<string> {
  const { stdout } = session.io
  const width = stdout.isTerminal ? stdout.columns : null
  let widths: readonly number[] | undefined
  return async (tasks) => {
    const rows = tasks.map((task) => rowOf(task, session.today()))
    const used = columns.map((_, index) => width === null || rows.some((row) => row[index]?.text !== ''))
    const measure = await measureFor(texts(rows))
    const shown = columns.filter((_, index) => used[index])
    const table = layTable(
      shown,
      rows.map((row) => row.filter((_, index) => used[index])),
      {
        width,
        measure,
        style: session.style,
        header: width !== null && widths === undefined,
        ...(width === null && widths && { widths }),
      },
    )
    widths = table.widths
    return `${table.lines.join('\n')}\n`
  }
}

function* texts(rows: readonly (readonly Cell[])[]): Iterable<string> {
  for (const row of rows) for (const cell of row) yield cell.text
}

function rowOf(task: Task, today: string): Cell[] {
  const done = task.status === 'done'
  const plain = (style: StyleName | null): StyleName | null => (done ? 'dim' : style)
  return [
    { text: String(task.number), style: 'dim' },
    { text: marks[task.status], style: done ? 'green' : task.status === 'in_progress' ? 'cyan' : null },
    { text: safeText(task.title), style: plain(null) },
    { text: dueText(task, today), style: plain(dueStyle(task.dueDate, today)) },
    {
      text: task.priority === 'medium' ? '' : task.priority,
      style: plain(task.priority === 'high' ? 'magenta' : 'dim'),
    },
    { text: task.tags.map((tag) => `#${safeText(tag)}`).join(' '), style: plain('cyan') },
  ]
}

/** What is done is not late any more. */
function dueText(task: Task, today: string): string {
  if (task.dueDate === null) return ''
  const text = describeDue(task.dueDate, today)
  return task.status === 'done' ? text.replace(/^overdue /, '') : text
}

function dueStyle(dueDate: string | null, today: string): StyleName | null {
  if (dueDate === null || dueDate > today) return null
  return dueDate === today ? 'yellow' : 'red'
}
