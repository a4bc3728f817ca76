import type { Context } from '../context.ts'
import { queryTokens, titleHits } from '../search/tokens.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'
import { filterOf, type ListQuery, matchesNothing } from './list-query.ts'
import { listLimitDefault, type TaskPage, totalExactMax } from './page.ts'
import type { Task } from './task.ts'

export type SearchQuery = Omit<ListQuery, 'sort' | 'order'> & { q: string }

/** Ranking looks at this many of the newest hits; older ones follow, newest first. */
const rankedMax = 1000

/**
 * Tasks of which every word of `q` begins a word of title, description or tags, without case and accents.
 * Those with more of the words in the title come first, then the newest. A cursor says how many hits were
 * seen before and at which number the ranked part began, so that tasks added meanwhile shift nothing.
 */
export async function searchTasks(context: Context, query: SearchQuery): Promise<TaskPage> {
  const { store, scope } = context
  const limit = query.limit ?? listLimitDefault
  const page = query.page ?? 1
  const nothing: TaskPage = { tasks: [], total: 0, totalIsLowerBound: false, page, limit, nextCursor: null }
  if (matchesNothing(query)) return nothing
  const filter = filterOf(query)
  const [, top, offset] =
    query.cursor === undefined ? [null, null, null] : decodeCursor(query.cursor, 'search', 3)
  const before = typeof top === 'number' ? top : null
  const start = typeof offset === 'number' ? Math.max(0, offset) : (page - 1) * limit
  const wanted = Math.max(rankedMax, start + limit + 1)
  const hits = await store.newest(scope, filter, wanted, before)
  const all = before === null && hits.length < wanted
  const count = all
    ? { total: hits.length, isLowerBound: false }
    : await store.count(scope, filter, totalExactMax)
  const tasks = rank(hits, queryTokens(query.q)).slice(start, start + limit)
  const newest = before ?? (hits[0]?.number ?? 0) + 1
  return {
    tasks,
    total: count.total,
    totalIsLowerBound: count.isLowerBound,
    page,
    limit,
    nextCursor: hits.length > start + limit ? encodeCursor(['search', newest, start + limit]) : null,
  }
}

function rank(hits: readonly Task[], words: readonly string[]): Task[] {
  const ranked = hits.slice(0, rankedMax).map((task) => ({ task, hits: titleHits(task.title, words) }))
  ranked.sort((left, right) => right.hits - left.hits || right.task.number - left.task.number)
  return [...ranked.map(({ task }) => task), ...hits.slice(rankedMax)]
}
