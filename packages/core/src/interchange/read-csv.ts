import { isTaskPriority, isTaskStatus, type TaskPriority, type TaskStatus } from '../task/task.ts'
import { Collector, type FoundTask, withoutMark } from './collector.ts'
import { csvRecords } from './csv-records.ts'
import type { ImportDocument } from './document.ts'
import { numberMax } from './limits.ts'
import { timeFrom } from './times.ts'

type Column =
  | 'number'
  | 'title'
  | 'description'
  | 'status'
  | 'priority'
  | 'due_date'
  | 'tags'
  | 'created_at'
  | 'updated_at'
  | 'completed_at'

/** The names under which a column is known, in lower case with `_` for spaces and hyphens. */
const columnNames: Record<Column, readonly string[]> = {
  number: ['number', 'no', '#'],
  title: ['title', 'content', 'name', 'task', 'summary', 'subject'],
  description: ['description', 'desc', 'note', 'notes', 'details'],
  status: ['status', 'state'],
  priority: ['priority', 'prio'],
  due_date: ['due_date', 'due', 'deadline', 'due_on', 'due_at'],
  tags: ['tags', 'tag', 'labels', 'label', 'categories'],
  created_at: ['created_at', 'created', 'created_on', 'creation_date'],
  updated_at: ['updated_at', 'updated', 'modified', 'last_modified'],
  completed_at: ['completed_at', 'completed', 'completed_on', 'completion_date'],
}

const columnByName = new Map<string, Column>()
for (const [column, names] of Object.entries(columnNames)) {
  for (const name of names) columnByName.set(name, columnNamed(column))
}

/** `Object.entries` forgets that its keys are those of the record. */
function columnNamed(name: string): Column {
  return name as Column
}

const statusNames = new Map<string, TaskStatus>([
  ['todo', 'pending'],
  ['open', 'pending'],
  ['needs-action', 'pending'],
  ['doing', 'in_progress'],
  ['started', 'in_progress'],
  ['in progress', 'in_progress'],
  ['in-progress', 'in_progress'],
  ['in-process', 'in_progress'],
  ['complete', 'done'],
  ['completed', 'done'],
  ['closed', 'done'],
])

/** The numbers mean what `p1`–`p4` mean in quick add. */
const priorityNames = new Map<string, TaskPriority>([
  ['1', 'high'],
  ['2', 'medium'],
  ['3', 'low'],
  ['4', 'low'],
  ['p1', 'high'],
  ['p2', 'medium'],
  ['p3', 'low'],
  ['p4', 'low'],
])

/**
 * Reads CSV with a header: columns in any order, under any of their names; other columns are passed over.
 * The separator is a comma, or the semicolon or tab that the header has instead.
 */
export function readCsv(content: string): ImportDocument {
  const found = new Collector()
  const text = withoutMark(content)
  const separator = [',', ';', '\t'].find((each) => columnsOf(text, each).has('title'))
  if (separator === undefined) {
    found.fail(1, 'The first line names the columns, and one of them must be "title"')
    return found.document()
  }
  const columns = columnsOf(text, separator)
  let width: number | null = null
  for (const record of csvRecords(text, separator)) {
    if ('problem' in record) found.fail(record.line, record.problem)
    else if (width === null) width = record.fields.length
    else if (record.fields.slice(width).some((field) => field.trim() !== '')) found.fail(record.line, tooWide)
    else readRow(found, record.line, record.fields, columns)
  }
  return found.document()
}

const tooWide = 'The line has more fields than the header; quote a text that holds a separator'

/** Where each known column stands. Of two with the same meaning the first counts. */
type Columns = ReadonlyMap<Column, number>

function columnsOf(text: string, separator: string): Columns {
  const columns = new Map<Column, number>()
  const first = csvRecords(text, separator).next()
  if (first.done || 'problem' in first.value) return columns
  for (const [index, name] of first.value.fields.entries()) {
    const column = columnByName.get(
      name
        .trim()
        .toLowerCase()
        .replace(/[\s-]+/g, '_'),
    )
    if (column !== undefined && !columns.has(column)) columns.set(column, index)
  }
  return columns
}

type Row = ReadonlyMap<Column, string>

function readRow(found: Collector, line: number, fields: readonly string[], columns: Columns): void {
  const row = new Map<Column, string>()
  for (const [column, index] of columns) {
    const field = fields[index] ?? ''
    if (field.trim() !== '') row.set(column, field)
  }
  if (row.size === 0) return
  const task = taskOf(row)
  if (typeof task === 'string') found.fail(line, task)
  else found.add(line, task)
}

/** The task of a row, or what is wrong with it. */
function taskOf(row: Row): FoundTask | string {
  const status = word(row, 'status', (text) => (isTaskStatus(text) ? text : statusNames.get(text)))
  if (status === null) return 'status: Use one of: pending, in_progress, done'
  const priority = word(row, 'priority', (text) => (isTaskPriority(text) ? text : priorityNames.get(text)))
  if (priority === null) return 'priority: Use one of: low, medium, high'
  const number = word(row, 'number', numberFrom)
  if (number === null) return `number: Use a whole number from 1 to ${numberMax}`
  const times = timesOf(row)
  if (typeof times === 'string') return times
  return {
    title: row.get('title') ?? '',
    description: row.get('description') ?? null,
    ...(status && { status }),
    ...(priority && { priority }),
    ...(number && { number }),
    dueDate: dueDateOf(row.get('due_date')),
    tags: tagsOf(row.get('tags') ?? ''),
    ...times,
  }
}

/** `undefined` where the row has no such field, `null` where it means nothing. */
function word<T>(row: Row, column: Column, meaning: (text: string) => T | undefined): T | null | undefined {
  const text = row.get(column)
  return text === undefined ? undefined : (meaning(text.trim().toLowerCase()) ?? null)
}

function numberFrom(text: string): number | undefined {
  const number = /^#?(\d{1,10})$/.exec(text)?.[1]
  const value = Number(number)
  return number !== undefined && value >= 1 && value <= numberMax ? value : undefined
}

/** The date as written; of a date with a time of day, the date. Bad ones are left to the rules. */
function dueDateOf(text: string | undefined): string | null {
  return text === undefined ? null : (/^(\d{4}-\d{2}-\d{2})(?:[T ].*)?$/.exec(text.trim())?.[1] ?? text)
}

/** Separated by spaces or commas; a leading `#` or `@` is decoration. */
function tagsOf(text: string): string[] {
  return text.split(/[\s,]+/).flatMap((tag) => tag.replace(/^[#@]/, '') || [])
}

function timesOf(row: Row): Pick<FoundTask, 'createdAt' | 'updatedAt' | 'completedAt'> | string {
  const times: Partial<Record<Column, string>> = {}
  for (const column of ['created_at', 'updated_at', 'completed_at'] as const) {
    const text = row.get(column)
    if (text === undefined) continue
    const time = timeFrom(text.trim())
    if (time === null) return `${column}: Give a time such as 2026-12-24T10:00:00.000Z`
    times[column] = time
  }
  return {
    createdAt: times.created_at ?? null,
    updatedAt: times.updated_at ?? null,
    completedAt: times.completed_at ?? null,
  }
}
