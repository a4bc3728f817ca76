import type { Context } from '../context.ts'
import type { Total } from '../ports.ts'
import { queryTokens, titleHits } from '../search/tokens.ts'
import { decodeCursor, encodeCursor, foreignCursor } from './cursor.ts'
import { filterOf, type ListQuery, matchesNothing, type TaskFilter } from './list-query.ts'
import { listLimitDefault, type TaskPage, totalExactMax } from './page.ts'
import type { Task } from './task.ts'

export type SearchQuery = Omit<ListQuery, 'sort' | 'order'> & { q: string }

/** Ranking looks at this many of the newest hits; older ones follow, newest first. */
const rankedMax = 1000

/** Where a search began: below `top` and not below `floor` hits are ranked; both are numbers of tasks. */
type Zone = { top: number; floor: number }
/** The last row seen; `hits` is `null` once it is one of the older ones that are not ranked. */
type Place = Zone & { hits: number | null; number: number }
type Hit = { task: Task; hits: number | null }

/**
 * Tasks of which every word of `q` begins a word of title, description or tags, without case and accents.
 * Those with more of the words in the title come first, then the newest. A cursor says which tasks were ranked
 * at the beginning and which was the last one seen, so that what comes and goes meanwhile shifts no other.
 */
export async function searchTasks(context: Context, query: SearchQuery): Promise<TaskPage> {
  const limit = query.limit ?? listLimitDefault
  const page = query.page ?? 1
  const nothing: TaskPage = { tasks: [], total: 0, totalIsLowerBound: false, page, limit, nextCursor: null }
  if (matchesNothing(query)) return nothing
  const filter = filterOf(query)
  const words = queryTokens(query.q)
  const place = query.cursor === undefined ? null : placeOf(query.cursor)
  const found = place
    ? await goOn(context, filter, words, place, limit)
    : await begin(context, filter, words, (page - 1) * limit, limit)
  const count = found.total ?? (await context.store.count(context.scope, filter, totalExactMax))
  const hits = found.hits.slice(0, limit)
  const last = found.hits.length > limit ? hits.at(-1) : undefined
  return {
    tasks: hits.map(({ task }) => task),
    total: count.total,
    totalIsLowerBound: count.isLowerBound,
    page,
    limit,
    nextCursor: last ? cursorAt(found.zone, last) : null,
  }
}

/** Hits of a page and one more where there is one; `total` where the way there has shown it. */
type Found = { zone: Zone; hits: readonly Hit[]; total: Total | null }

async function begin(
  { store, scope }: Context,
  filter: TaskFilter,
  words: readonly string[],
  start: number,
  limit: number,
): Promise<Found> {
  const wanted = Math.max(rankedMax, start + limit + 1)
  const tasks = await store.newest(scope, filter, wanted, null)
  const ranked = tasks.slice(0, rankedMax)
  const zone = { top: (tasks[0]?.number ?? 0) + 1, floor: ranked.at(-1)?.number ?? 0 }
  const hits = [...rank(ranked, words), ...tasks.slice(rankedMax).map(unranked)]
  const total = tasks.length < wanted ? { total: tasks.length, isLowerBound: false } : null
  return { zone, hits: hits.slice(start, start + limit + 1), total }
}

async function goOn(
  { store, scope }: Context,
  filter: TaskFilter,
  words: readonly string[],
  { top, floor, hits: seen, number }: Place,
  limit: number,
): Promise<Found> {
  const zone = { top, floor }
  if (seen === null) {
    const tasks = await store.newest(scope, filter, limit + 1, number)
    return { zone, hits: tasks.map(unranked), total: null }
  }
  // A page more than were ranked, since tasks that were restored meanwhile may stand among them.
  const tasks = await store.newest(scope, filter, rankedMax + limit + 1, top)
  const ranked = rank(
    tasks.filter((task) => task.number >= floor),
    words,
  )
  const after = ranked.filter(({ hits, task }) => hits < seen || (hits === seen && task.number < number))
  const older = tasks.filter((task) => task.number < floor).map(unranked)
  return { zone, hits: [...after, ...older].slice(0, limit + 1), total: null }
}

function rank(tasks: readonly Task[], words: readonly string[]): { task: Task; hits: number }[] {
  return tasks
    .map((task) => ({ task, hits: titleHits(task.title, words) }))
    .sort((left, right) => right.hits - left.hits || right.task.number - left.task.number)
}

const unranked = (task: Task): Hit => ({ task, hits: null })

const cursorAt = ({ top, floor }: Zone, { task, hits }: Hit): string =>
  encodeCursor(['search', top, floor, hits, task.number])

/** Throws `VALIDATION_FAILED` for a cursor that no search gave. */
function placeOf(cursor: string): Place {
  const [, top, floor, hits, number] = decodeCursor(cursor, 'search', 5)
  if (!isWhole(top) || !isWhole(floor) || !isWhole(number)) throw foreignCursor()
  if (hits === null) return { top, floor, hits, number }
  if (!isWhole(hits)) throw foreignCursor()
  return { top, floor, hits, number }
}

const isWhole = (part: string | number | null | undefined): part is number =>
  Number.isSafeInteger(part) && Number(part) >= 0
