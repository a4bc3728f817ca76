import { refuseIssues } from '../errors.ts'
import { isTime } from '../interchange/times.ts'
import { compareText } from '../search/compare.ts'
import { foldText, queryTokens, taskTokens } from '../search/tokens.ts'
import { isCalendarDate, normalizeTags } from './rules.ts'
import { type Task, type TaskPriority, type TaskStatus, taskPriorities } from './task.ts'

export const statusFilters = ['pending', 'in_progress', 'done', 'open', 'all'] as const
export type StatusFilter = (typeof statusFilters)[number]

export const taskSorts = [
  'created_at',
  'updated_at',
  'due_date',
  'priority',
  'title',
  'number',
  'position',
] as const
export type TaskSort = (typeof taskSorts)[number]
export type SortOrder = 'asc' | 'desc'

/** What a client asks for. `dueBefore` and `dueAfter` exclude the day named. `page` (from 1) and `cursor` exclude each other. */
export type ListQuery = {
  status?: StatusFilter
  priority?: TaskPriority
  dueBefore?: string
  dueAfter?: string
  tags?: readonly string[]
  tagMode?: 'all' | 'any'
  q?: string
  sort?: TaskSort
  order?: SortOrder
  page?: number
  limit?: number
  cursor?: string
  /** The tasks in the trash instead of the others. */
  trash?: boolean
}

/** A query in its normal form, as stores see it. Empty lists do not filter. */
export type TaskFilter = {
  statuses: readonly TaskStatus[]
  trash: boolean
  priority: TaskPriority | null
  dueBefore: string | null
  dueAfter: string | null
  tags: readonly string[]
  tagMode: 'all' | 'any'
  /** Query tokens; each must begin a word of the task. */
  words: readonly string[]
}

/** The sort key and id of a row. */
export type ListCursor = { key: string | number | null; id: string }

/** The newest first; in the trash what was deleted last, since nothing changes a task there afterwards. */
export const defaultSort = ({ trash }: ListQuery): TaskSort => (trash ? 'updated_at' : 'created_at')

/** The direction of a sort where none is asked for. */
export function defaultOrder(sort: TaskSort): SortOrder {
  return sort === 'due_date' || sort === 'title' || sort === 'number' || sort === 'position' ? 'asc' : 'desc'
}

export function filterOf(query: ListQuery): TaskFilter {
  const issues = []
  for (const [path, date] of [
    ['due_before', query.dueBefore],
    ['due_after', query.dueAfter],
  ] as const) {
    if (date !== undefined && !isCalendarDate(date)) {
      issues.push({ path, message: 'Give a date that exists, as YYYY-MM-DD' })
    }
  }
  refuseIssues(issues)
  return {
    statuses: statusesOf(query.status ?? 'all'),
    trash: query.trash ?? false,
    priority: query.priority ?? null,
    dueBefore: query.dueBefore ?? null,
    dueAfter: query.dueAfter ?? null,
    tags: normalizeTags(query.tags ?? []),
    tagMode: query.tagMode ?? 'all',
    words: query.q === undefined ? [] : queryTokens(query.q),
  }
}

/** A query whose `q` holds no letter or digit finds nothing, rather than everything. */
export function matchesNothing({ q }: ListQuery): boolean {
  return q !== undefined && queryTokens(q).length === 0
}

function statusesOf(status: StatusFilter): readonly TaskStatus[] {
  if (status === 'all') return []
  return status === 'open' ? ['pending', 'in_progress'] : [status]
}

/** Whether anything but status (and trash) filters: only then must a store count. */
export function countsFromTotals(filter: TaskFilter): boolean {
  return (
    filter.priority === null &&
    filter.dueBefore === null &&
    filter.dueAfter === null &&
    filter.tags.length === 0 &&
    filter.words.length === 0
  )
}

/** The value that a task sorts by: tasks without one come last either way. */
export function sortKey(
  task: Omit<Task, 'number'> & { number: number | null },
  sort: TaskSort,
): string | number | null {
  switch (sort) {
    case 'created_at':
      return task.createdAt
    case 'updated_at':
      return task.updatedAt
    case 'due_date':
      return task.dueDate
    case 'priority':
      return taskPriorities.indexOf(task.priority)
    case 'title':
      return foldText(task.title)
    case 'number':
      return task.number
    case 'position':
      return task.position
  }
}

/** Whether a value can be the {@link sortKey} of a task. */
export function isSortKey(key: string | number | null, sort: TaskSort): boolean {
  switch (sort) {
    case 'created_at':
    case 'updated_at':
      return typeof key === 'string' && isTime(key)
    case 'due_date':
      return key === null || (typeof key === 'string' && isCalendarDate(key))
    case 'priority':
    case 'number':
      return Number.isSafeInteger(key)
    case 'title':
    case 'position':
      return typeof key === 'string' && key.isWellFormed() && !key.includes('\0')
  }
}

/** Orders two rows: by key, `null` last either way, ties by id in the direction of the sort. */
export function compareRows(left: ListCursor, right: ListCursor, order: SortOrder): number {
  const direction = order === 'asc' ? 1 : -1
  if (left.key === null || right.key === null) {
    if (left.key !== right.key) return left.key === null ? 1 : -1
  } else if (left.key !== right.key) {
    return direction * compareKeys(left.key, right.key)
  }
  return direction * compareText(left.id, right.id)
}

const compareKeys = (left: string | number, right: string | number): number =>
  typeof left === 'number' && typeof right === 'number'
    ? left - right
    : compareText(String(left), String(right))

/** Whether a task passes a filter: the meaning of {@link TaskFilter}, for the memory store, replicas and tests. */
export function matchesFilter(task: Omit<Task, 'number'>, filter: TaskFilter): boolean {
  if ((task.deletedAt !== null) !== filter.trash) return false
  if (filter.statuses.length > 0 && !filter.statuses.includes(task.status)) return false
  if (filter.priority !== null && task.priority !== filter.priority) return false
  if (filter.dueBefore !== null && !(task.dueDate !== null && task.dueDate < filter.dueBefore)) return false
  if (filter.dueAfter !== null && !(task.dueDate !== null && task.dueDate > filter.dueAfter)) return false
  if (filter.tags.length > 0) {
    const has = (tag: string): boolean => task.tags.includes(tag)
    if (!(filter.tagMode === 'all' ? filter.tags.every(has) : filter.tags.some(has))) return false
  }
  if (filter.words.length === 0) return true
  const words = taskTokens(task)
  return filter.words.every((token) => words.some((word) => word.startsWith(token)))
}
