import type { Task } from '@todo/core'
import { addDays, describeDue } from '../dates.ts'
import type { Session } from '../session.ts'
import type { StyleName } from './style.ts'
import { type Column, layTable, type Row } from './table.ts'
import { isSafe, safeText } from './text.ts'
import { measureFor } from './width.ts'

const marks: Record<Task['status'], string> = { pending: '[ ]', in_progress: '[~]', done: '[x]' }

const columns: readonly Column[] = [
  { header: '#', align: 'right' },
  { header: '' },
  { header: 'Title', flexible: true },
  { header: 'Due', dropRank: 3 },
  { header: 'Priority', dropRank: 2 },
  { header: 'Tags', widthMin: 12, dropRank: 1 },
]

/**
 * Draws tasks page by page as one table. On a terminal it has a header, fits the width and leaves empty columns
 * out; into a pipe there is one line for each task and nothing is cut.
 */
export function taskTable(session: Session): (tasks: readonly Task[]) => Promise<string> {
  const { stdout } = session.io
  const width = stdout.isTerminal ? stdout.columns : null
  let widths: readonly number[] = []
  return async (tasks) => {
    const days = { today: session.today(), tomorrow: addDays(session.today(), 1) }
    const rows = tasks.map((task) => rowOf(task, days))
    const foreign = rows.map(foreignText)
    const safe = isSafe(foreign.join('')) ? rows : rows.map((row) => row.map(safeText))
    const options = {
      width,
      measure: await measureFor(safe === rows ? foreign : safe.map(foreignText)),
      paint: painter(session, tasks, days.today),
    }
    const table =
      width === null
        ? layTable(columns, safe, { ...options, header: false, widths })
        : layTable(usedColumns(safe), safe, { ...options, header: true })
    widths = table.widths
    return `${table.lines.join('\n')}\n`
  }
}

/** What others wrote; the rest is ours, and plain. */
const foreignText = (row: Row): string => `${row[2]}${row[5]}`

/** A column without a text has no header either, and so no width. */
function usedColumns(rows: readonly Row[]): Column[] {
  return columns.map((column, index) =>
    rows.some((row) => row[index] !== '') ? column : { ...column, header: '' },
  )
}

type Days = { today: string; tomorrow: string }

function rowOf(task: Task, days: Days): Row {
  const { number, status, title, priority, tags } = task
  return [
    String(number),
    marks[status],
    title,
    task.dueDate === null ? '' : dueText(task.dueDate, status, days),
    priority === 'medium' ? '' : priority,
    tags.length === 0 ? '' : `#${tags.join(' #')}`,
  ]
}

/** What is done is not late any more. */
function dueText(dueDate: string, status: Task['status'], { today, tomorrow }: Days): string {
  if (dueDate === tomorrow) return 'tomorrow'
  const text = describeDue(dueDate, today)
  return status === 'done' ? text.replace(/^overdue /, '') : text
}

function painter(session: Session, tasks: readonly Task[], today: string) {
  const { style } = session
  if (!session.hasColour) return null
  return (text: string, row: number, column: number): string => {
    const task = tasks[row]
    return style(task ? styleOf(task, column, today) : 'dim', text)
  }
}

function styleOf({ status, dueDate, priority }: Task, column: number, today: string): StyleName | null {
  if (column === 1) return status === 'done' ? 'green' : status === 'in_progress' ? 'cyan' : null
  if (status === 'done' || column === 0) return 'dim'
  if (column === 3) return dueDate === null || dueDate > today ? null : dueDate === today ? 'yellow' : 'red'
  if (column === 4) return priority === 'high' ? 'magenta' : 'dim'
  return column === 5 ? 'cyan' : null
}
