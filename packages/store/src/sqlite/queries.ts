import {
  countsFromTotals,
  type ListRequest,
  type RecentRequest,
  type Task,
  type TaskFilter,
  type Total,
} from '@todo/core'
import type { SqliteFile } from './file.ts'
import {
  afterCursor,
  conditionsOf,
  countSql,
  fromSource,
  joined,
  orderBy,
  placed,
  placesOf,
  type Sql,
  selectTasks,
  sourceOf,
} from './list-sql.ts'
import { numberOf, type Place, toTask } from './rows.ts'
import type { Space } from './space.ts'

export function listTasks(file: SqliteFile, space: number, request: ListRequest): Task[] {
  const { sort, filter } = request
  const source = sourceOf(filter, sort)
  if (sort === 'due_date') return listByDueDate(file, space, request)
  const rest = request.after ? [afterCursor(sort, request.order, request.after)] : []
  const statement = source === 'sort' ? merged(space, request, rest) : sorted(space, request, source, rest)
  return tasksOf(file, paged(statement, request.limit, request.offset))
}

/** Tasks with a date in its order, then those without one by id: two statements, each along its index. */
function listByDueDate(file: SqliteFile, space: number, request: ListRequest): Task[] {
  const { filter, order, after, limit, offset } = request
  const source = sourceOf(filter, 'due_date')
  const rows = (isDated: boolean, rest: readonly Sql[]): Sql => {
    const dated = { text: `t.due_date IS ${isDated ? 'NOT ' : ''}NULL`, values: [] }
    return source === 'sort'
      ? merged(space, request, [dated, ...rest])
      : sorted(space, request, source, [dated, ...rest])
  }
  if (after?.key === null) {
    const later = { text: `t.id ${order === 'asc' ? '>' : '<'} ?`, values: [after.id] }
    return tasksOf(file, paged(rows(false, [later]), limit, offset))
  }
  const dated = rows(true, after ? [afterCursor('due_date', order, after)] : [])
  const found = tasksOf(file, paged(dated, limit, offset))
  if (found.length === limit) return found
  const passed = offset === 0 || found.length > 0 ? 0 : offset - countRows(file, dated)
  return [...found, ...tasksOf(file, paged(rows(false, []), limit - found.length, passed))]
}

/** Reads each place along the index of the sort and merges them: no row is read that is not shown. */
function merged(space: number, { filter, sort, order }: ListRequest, rest: readonly Sql[]): Sql {
  const from = fromSource('sort', space, filter, sort)
  const conditions = conditionsOf(filter, 'sort', space)
  const part = (place: Place): Sql => {
    const where = joined([placed([place]), ...rest], '')
    return {
      text: `${selectTasks} ${from.text}${where.text}${conditions.text}`,
      values: [...from.values, ...where.values, ...conditions.values],
    }
  }
  const parts = placesOf(filter).map(part)
  return {
    text: `${parts.map(({ text }) => text).join(' UNION ALL ')} ${orderBy(sort, order)}`,
    values: parts.flatMap(({ values }) => values),
  }
}

/** Finds the rows by what is rarest in the filter, and sorts them. */
function sorted(
  space: number,
  { filter, sort, order }: ListRequest,
  source: 'words' | 'tags' | 'due' | 'sort',
  rest: readonly Sql[],
): Sql {
  const statement = found(space, filter, source, rest)
  const by = sort === 'number' ? newestFirst(source, order) : orderBy(sort, order, 't.')
  return { text: `${statement.text} ${by}`, values: statement.values }
}

/** In a space keys grow with numbers, and both FTS5 and the tags come in the order of the keys. */
function newestFirst(source: 'words' | 'tags' | 'due' | 'sort', order: 'asc' | 'desc'): string {
  if (source === 'words') return `ORDER BY f.rowid ${order}`
  return source === 'tags' ? `ORDER BY g.task_key ${order}` : `ORDER BY t.number ${order}`
}

function found(
  space: number,
  filter: TaskFilter,
  source: 'words' | 'tags' | 'due' | 'sort',
  rest: readonly Sql[],
): Sql {
  const from = fromSource(source, space, filter, 'number')
  const where = joined([placed(placesOf(filter)), ...rest], '')
  const conditions = conditionsOf(filter, source, space)
  return {
    text: `${selectTasks} ${from.text}${where.text}${conditions.text}`,
    values: [...from.values, ...where.values, ...conditions.values],
  }
}

const paged = ({ text, values }: Sql, limit: number, offset: number): Sql => ({
  text: `${text} LIMIT ? OFFSET ?`,
  values: [...values, limit, Math.max(0, offset)],
})

function tasksOf(file: SqliteFile, { text, values }: Sql): Task[] {
  return file.tuples(text, ...values).map(toTask)
}

function countRows(file: SqliteFile, { text, values }: Sql): number {
  const row = file.get(`SELECT count(*) AS total FROM (${text})`, ...values)
  return row ? numberOf(row, 'total') : 0
}

/** The newest tasks that match: the list by number, downwards. */
export function newestTasks(
  file: SqliteFile,
  space: number,
  filter: TaskFilter,
  limit: number,
  before: number | null,
): Task[] {
  const after = before === null ? null : { key: before, id: '' }
  return listTasks(file, space, { filter, sort: 'number', order: 'desc', limit, offset: 0, after })
}

/** What a replica holds, each place along its index by number. */
export function recentTasks(file: SqliteFile, space: number, request: RecentRequest): Task[] {
  const { since, after, limit } = request
  const part = (place: Place, ended: Sql): Sql => ({
    text: `${selectTasks} FROM tasks t INDEXED BY tasks_by_number
      WHERE t.space = ? AND t.place = ? AND t.number > ?${ended.text}`,
    values: [space, place, after, ...ended.values],
  })
  const parts = [
    part('pending', { text: '', values: [] }),
    part('in_progress', { text: '', values: [] }),
    part('done', { text: ' AND t.completed_at >= ?', values: [since] }),
    part('trash', { text: ' AND t.deleted_at >= ?', values: [since] }),
  ]
  const text = `${parts.map((each) => each.text).join(' UNION ALL ')} ORDER BY number LIMIT ?`
  return tasksOf(file, { text, values: [...parts.flatMap(({ values }) => values), limit] })
}

export function countTasks(file: SqliteFile, space: Space, filter: TaskFilter, limit: number): Total {
  if (countsFromTotals(filter) && !(filter.trash && filter.statuses.length > 0)) {
    const total = placesOf(filter).reduce((sum, place) => sum + space.totals[place], 0)
    return { total, isLowerBound: false }
  }
  const { text, values } = countSql(space.space, filter, limit)
  const row = file.get(text, ...values)
  const total = row ? numberOf(row, 'total') : 0
  const isLowerBound = !countsFromTotals(filter) && total > limit
  return { total: isLowerBound ? limit : total, isLowerBound }
}
