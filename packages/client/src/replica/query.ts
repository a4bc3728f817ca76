import {
  defaultOrder,
  defaultSort,
  filterOf,
  type ListQuery,
  matchesFilter,
  matchesNothing,
  queryTokens,
  sortKey,
  taskTokens,
  titleHits,
} from '@todo/core'
import type { ListShape } from './list-view.ts'
import type { LocalTask } from './types.ts'

/** What a query selects, and in which order: as the API answers it. Throws `VALIDATION_FAILED` for a bad date. */
export function shapeOf(query: ListQuery): ListShape {
  const { words, ...filter } = filterOf(query)
  const isNothing = matchesNothing(query)
  return {
    matches: (task) => !isNothing && matchesFilter(task, { ...filter, words: [] }) && hasWords(task, words),
    ...(query.q !== undefined && query.sort === undefined ? bestHitFirst(query.q) : orderOf(query)),
  }
}

type Order = Pick<ListShape, 'key' | 'order'>

/** By hand: the order of views by day. */
export const byPosition: Order = { key: ({ position }) => position, order: 'asc' }

/** What was done last comes first. */
export const byDone: Order = { key: ({ completedAt }) => completedAt, order: 'desc' }

function orderOf(query: ListQuery): Order {
  const sort = query.sort ?? defaultSort(query)
  return {
    key: sort === 'number' ? numberOf : (task) => sortKey(task, sort),
    order: query.order ?? defaultOrder(sort),
  }
}

/** More than any number: a task without one is newer than all that have one. */
const beyondNumbers = 2 ** 40
const numberOf = ({ number }: LocalTask): number => number ?? beyondNumbers - 1

function bestHitFirst(q: string): Order {
  const words = queryTokens(q)
  return { key: (task) => titleHits(task.title, words) * beyondNumbers + numberOf(task), order: 'desc' }
}

/** A task is never changed in place, so its words stay the same: each behind a space, as {@link hasWords} wants them. */
const wordsOf = new WeakMap<LocalTask, string>()

const preparedAtOnce = 200
const preparingMs = 20

/** Makes the words of tasks ahead of time, some at a time, so that the first search in a long list need not wait. */
export function prepareWords(tasks: Iterator<LocalTask>): void {
  for (let count = 0; count < preparedAtOnce; count += 1) {
    const { done, value } = tasks.next()
    if (done) return
    wordsIn(value)
  }
  setTimeout(() => prepareWords(tasks), preparingMs)
}

function wordsIn(task: LocalTask): string {
  const known = wordsOf.get(task) ?? ` ${taskTokens(task).join(' ')}`
  wordsOf.set(task, known)
  return known
}

function hasWords(task: LocalTask, words: readonly string[]): boolean {
  if (words.length === 0) return true
  const own = wordsIn(task)
  return words.every((word) => own.includes(` ${word}`))
}
