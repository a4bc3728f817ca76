import type { Context } from '../context.ts'
import { refuseIssues } from '../errors.ts'
import type { Total } from '../ports.ts'
import { decodeCursor, encodeCursor, foreignCursor } from './cursor.ts'
import {
  defaultOrder,
  defaultSort,
  filterOf,
  isSortKey,
  type ListCursor,
  type ListQuery,
  matchesNothing,
  sortKey,
  type TaskSort,
} from './list-query.ts'
import { listLimitDefault, type TaskPage, totalExactMax } from './page.ts'
import { searchTasks } from './search.ts'
import { isUuid } from './task.ts'

/**
 * A page of tasks. With `q` and neither sort nor order the best hits come first, as in {@link searchTasks}.
 * Throws `VALIDATION_FAILED` for a bad date, a foreign cursor, or `page` beside `cursor`.
 */
export async function listTasks(context: Context, query: ListQuery = {}): Promise<TaskPage> {
  if (query.page !== undefined && query.cursor !== undefined) {
    refuseIssues([{ path: 'cursor', message: 'Use either page or cursor' }])
  }
  const { q } = query
  const byRank = q !== undefined && query.sort === undefined && query.order === undefined
  if (byRank) return searchTasks(context, { ...query, q })
  const { store, scope } = context
  const filter = filterOf(query)
  const sort = query.sort ?? defaultSort(query)
  const order = query.order ?? defaultOrder(sort)
  const limit = query.limit ?? listLimitDefault
  const page = query.page ?? 1
  if (matchesNothing(query))
    return { tasks: [], total: 0, totalIsLowerBound: false, page, limit, nextCursor: null }
  const kind = `${sort} ${order}`
  const after = query.cursor === undefined ? null : cursorOf(decodeCursor(query.cursor, kind, 3), sort)
  const offset = after ? 0 : (page - 1) * limit
  const [rows, counted] = await Promise.all([
    store.list(scope, { filter, sort, order, limit: limit + 1, offset, after }),
    store.count(scope, filter, totalExactMax),
  ])
  const count = after ? counted : reconciled(counted, offset, rows.length, limit)
  const tasks = rows.slice(0, limit)
  const last = rows.length > limit ? tasks.at(-1) : undefined
  return {
    tasks,
    total: count.total,
    totalIsLowerBound: count.isLowerBound,
    page,
    limit,
    nextCursor: last ? encodeCursor([kind, sortKey(last, sort), last.id]) : null,
  }
}

/**
 * Rows and their number are asked for at once, and a writer may come between the two: what the rows show counts,
 * so that no page has more tasks than there are said to be, nor the last one fewer.
 */
function reconciled(counted: Total, offset: number, rows: number, limit: number): Total {
  const isBeyond = rows === 0 && offset > 0
  if (counted.isLowerBound || isBeyond) return counted
  const shown = offset + rows
  return { total: rows <= limit ? shown : Math.max(counted.total, shown), isLowerBound: false }
}

/** A cursor that no answer of ours can have had is refused here, before a store must compare its key. */
function cursorOf([, key = null, id]: (string | number | null)[], sort: TaskSort): ListCursor {
  if (!isSortKey(key, sort) || typeof id !== 'string' || !isUuid(id)) throw foreignCursor()
  return { key, id }
}
