import type { TaskQuery } from '@todo/client/replica'
import { addDays } from './dates.ts'

export const filterStatuses = ['open', 'pending', 'in_progress', 'done', 'all'] as const
export const filterPriorities = ['high', 'medium', 'low'] as const
export const filterDues = ['overdue', 'today', 'week', 'later'] as const
export const filterSorts = ['created_at', 'updated_at', 'due_date', 'priority', 'title', 'position'] as const

/** What the list of all tasks shows, as it stands in the address. `null` is any. */
export type TaskFilter = {
  status: (typeof filterStatuses)[number]
  priority: (typeof filterPriorities)[number] | null
  tag: string | null
  due: (typeof filterDues)[number] | null
  sort: (typeof filterSorts)[number]
}

export const plainFilter: TaskFilter = {
  status: 'open',
  priority: null,
  tag: null,
  due: null,
  sort: 'created_at',
}

/** Reads an address that somebody may have typed: what is not understood is left out. */
export function filterFromSearch(search: string): TaskFilter {
  const given = new URLSearchParams(search)
  return {
    status: oneOf(filterStatuses, given.get('status')) ?? plainFilter.status,
    priority: oneOf(filterPriorities, given.get('priority')),
    tag: given.get('tag') || null,
    due: oneOf(filterDues, given.get('due')),
    sort: oneOf(filterSorts, given.get('sort')) ?? plainFilter.sort,
  }
}

/** The address of a filter; what is as in {@link plainFilter} is not said. */
export function searchOfFilter(filter: TaskFilter): string {
  const said = new URLSearchParams()
  for (const [name, value] of Object.entries(filter)) {
    if (value !== null && value !== Reflect.get(plainFilter, name)) said.set(name, value)
  }
  return said.size > 0 ? `?${said}` : ''
}

/** How many of its choices leave something out, or show more than usual. */
export const narrowings = ({ sort, ...filter }: TaskFilter): number =>
  new URLSearchParams(searchOfFilter({ ...filter, sort: plainFilter.sort })).size

export function queryOfFilter({ status, priority, tag, due, sort }: TaskFilter, today: string): TaskQuery {
  return {
    status,
    sort,
    ...(priority && { priority }),
    ...(tag && { tags: [tag] }),
    ...(due && days[due](today)),
  }
}

/** The days named are not included. */
const days = {
  overdue: (today: string) => ({ dueBefore: today }),
  today: (today: string) => ({ dueAfter: addDays(today, -1), dueBefore: addDays(today, 1) }),
  week: (today: string) => ({ dueAfter: addDays(today, -1), dueBefore: addDays(today, 7) }),
  later: (today: string) => ({ dueAfter: addDays(today, 6) }),
}

export const oneOf = <Value extends string>(
  values: readonly Value[],
  text: string | null | undefined,
): Value | null => values.find((value) => value === text) ?? null
