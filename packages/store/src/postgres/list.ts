import {
  isUuid,
  type ListCursor,
  type ListRequest,
  type TaskFilter,
  type TaskSort,
  TodoError,
  taskStatuses,
} from '@todo/core'
import { cold, type Statement } from './database.ts'
import { conditions, statusIn, Values, whole } from './filter.ts'
import { taskColumns } from './task-rows.ts'

/** A statement with its values. */
export type Bound = { statement: Statement; values: readonly unknown[] }

const sorts: Record<TaskSort, { key: string; type: string }> = {
  created_at: { key: 'created_at', type: 'timestamptz' },
  updated_at: { key: 'updated_at', type: 'timestamptz' },
  due_date: { key: 'due_date', type: 'date' },
  priority: { key: `CASE priority WHEN 'low' THEN 0 WHEN 'medium' THEN 1 ELSE 2 END`, type: 'int' },
  title: { key: 'title_key', type: 'text COLLATE "C"' },
  number: { key: 'number', type: 'int' },
  position: { key: 'position', type: 'text COLLATE "C"' },
}

/** The page of a list. Throws `VALIDATION_FAILED` for a cursor that no list gave. */
export function listStatement(spaceId: string, request: ListRequest): Bound {
  if (request.after) checkCursor(request.sort, request.after)
  const values = new Values()
  const select =
    request.sort === 'due_date' ? byDueDate(spaceId, request, values) : byKey(spaceId, request, values)
  const prepared = isUsual(request) && isPlain(request.filter)
  return { statement: { text: select, hot: prepared }, values: values.list }
}

/** The newest tasks that match, by their number. */
export function newestStatement(
  spaceId: string,
  filter: TaskFilter,
  limit: number,
  before: number | null,
): Bound {
  const values = new Values()
  const where = conditions(spaceId, filter, values)
  if (before !== null) where.push(`number < ${values.add(whole(before, intMax), 'int')}`)
  const select = `SELECT ${taskColumns} FROM tasks WHERE ${where.join(' AND ')}
    ORDER BY number DESC LIMIT ${values.add(whole(limit), 'bigint')}`
  return { statement: cold(select), values: values.list }
}

/** How many tasks match, counted no further than `limit`. */
export function countStatement(spaceId: string, filter: TaskFilter, limit: number): Bound {
  const values = new Values()
  const where = conditions(spaceId, filter, values).join(' AND ')
  const text = `SELECT count(*) FROM (
    SELECT 1 FROM tasks WHERE ${where} LIMIT ${values.add(whole(limit), 'bigint')}) AS found`
  return { statement: cold(text), values: values.list }
}

/** What filters by words, tags and dates find decides the plan, so they are planned anew each time. */
const isPlain = ({ words, tags, dueBefore, dueAfter }: TaskFilter): boolean =>
  words.length === 0 && tags.length === 0 && dueBefore === null && dueAfter === null

function byKey(spaceId: string, request: ListRequest, values: Values): string {
  const { filter, sort, order, offset, after } = request
  const { key, type } = sorts[sort]
  const where = conditions(spaceId, filter, values)
  if (after) {
    const place = `(${values.add(after.key, type)}, ${values.add(after.id, 'uuid')})`
    where.push(`(${key}, id) ${order === 'asc' ? '>' : '<'} ${place}`)
  }
  return `SELECT ${taskColumns} FROM tasks WHERE ${where.join(' AND ')}
    ORDER BY ${key} ${order}, id ${order}
    LIMIT ${limitOf(request, values)} OFFSET ${offset === 0 ? 0 : values.add(whole(offset), 'bigint')}`
}

/** Page sizes that clients use stand in the text, where the planner sees them; each has a statement of its own. */
const usualLimits = [21, 51, 101]
const isUsual = ({ limit, offset }: ListRequest): boolean => offset === 0 && usualLimits.includes(limit)
const limitOf = (request: ListRequest, values: Values): string =>
  isUsual(request) ? String(request.limit) : values.add(whole(request.limit), 'bigint')

/**
 * No one index has the order with absent dates last either way, and none has it over several statuses. So each
 * status gives its first rows with a date and its first without, both straight from the index; they are merged.
 */
function byDueDate(spaceId: string, request: ListRequest, values: Values): string {
  const { filter, order, limit, offset, after } = request
  const where = conditions(spaceId, { ...filter, statuses: [] }, values)
  const rows = values.add(whole(limit + offset), 'bigint')
  const beyond = order === 'asc' ? '>' : '<'
  const dated = [...where, 'due_date IS NOT NULL']
  const undated = [...where, 'due_date IS NULL']
  if (after) {
    const id = values.add(after.id, 'uuid')
    if (after.key === null) undated.push(`id ${beyond} ${id}`)
    else dated.push(`(due_date, id) ${beyond} (${values.add(after.key, 'date')}, ${id})`)
  }
  const branch = (terms: readonly string[]): string =>
    `(SELECT ${taskColumns} FROM tasks WHERE ${terms.join(' AND ')}
      ORDER BY due_date ${order}, id ${order} LIMIT ${rows})`
  const parts = after?.key === null ? [undated] : [dated, undated]
  const statuses = filter.statuses.length > 0 ? filter.statuses : taskStatuses
  const branches = statuses.flatMap((status) => parts.map((terms) => branch([...terms, statusIn([status])])))
  return `SELECT * FROM (${branches.join(' UNION ALL ')}) AS merged
    ORDER BY due_date IS NULL, due_date ${order}, id ${order}
    LIMIT ${values.add(whole(limit), 'bigint')} OFFSET ${values.add(whole(offset), 'bigint')}`
}

const intMax = 2 ** 31 - 1

const keyChecks: Record<TaskSort, (key: ListCursor['key']) => boolean> = {
  created_at: isTime,
  updated_at: isTime,
  due_date: (key) =>
    key === null || (typeof key === 'string' && /^\d{4}-\d\d-\d\d$/.test(key) && isTime(key)),
  priority: isInt,
  title: isText,
  number: isInt,
  position: isText,
}

function isTime(key: ListCursor['key']): boolean {
  return typeof key === 'string' && /^\d{4}-[\dT:.Z-]+$/.test(key) && !Number.isNaN(Date.parse(key))
}

function isInt(key: ListCursor['key']): boolean {
  return typeof key === 'number' && Number.isInteger(key) && Math.abs(key) <= intMax
}

function isText(key: ListCursor['key']): boolean {
  return typeof key === 'string' && key.isWellFormed() && !key.includes('\0')
}

/** A cursor comes back from a client: what PostgreSQL could not read is refused before it is asked. */
function checkCursor(sort: TaskSort, { key, id }: ListCursor): void {
  if (keyChecks[sort](key) && isUuid(id)) return
  throw new TodoError('VALIDATION_FAILED', {
    issues: [{ path: 'cursor', message: 'Use the cursor of an answer to the same query' }],
  })
}
