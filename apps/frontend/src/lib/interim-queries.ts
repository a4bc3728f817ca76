import type { Live, LocalTask, Outcome, TaskQuery, UpcomingView, WriteKind } from '@todo/client/replica'
import {
  compareRows,
  defaultOrder,
  defaultSort,
  filterOf,
  type ListQuery,
  matchesFilter,
  matchesNothing,
  sortKey,
  type TagCount,
  type Task,
  type TaskRef,
  type UndoConflict,
} from '@todo/core'
import { ApiError } from './api.ts'
import { addDays } from './dates.ts'

export class Value<T> implements Live<T> {
  #value: T
  readonly #listeners = new Set<() => void>()
  constructor(value: T) {
    this.#value = value
  }
  get = (): T => this.#value
  set(value: T): void {
    this.#value = value
    for (const listener of this.#listeners) listener()
  }
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}

/** One live value for each query, made again after each change. */
export function liveBy<Query, T>(changes: Live<number>, compute: (query?: Query) => T) {
  const known = new Map<string, Live<T>>()
  return (query?: Query): Live<T> => {
    const key = JSON.stringify(query ?? null)
    const there = known.get(key)
    if (there) return there
    let at = -1
    let value = compute(query)
    const get = (): T => {
      if (at !== changes.get()) value = compute(query)
      at = changes.get()
      return value
    }
    const live = { get, subscribe: changes.subscribe }
    known.set(key, live)
    return live
  }
}

export function liveQueries(held: () => readonly Task[], changes: Live<number>) {
  return {
    tasks: liveBy(changes, (query?: TaskQuery) => tasksOf(held(), query ?? {})),
    trash: liveBy(changes, (query?: TaskQuery) => tasksOf(held(), { ...query, trash: true })),
    task: liveBy(
      changes,
      (ref?: TaskRef): LocalTask | null =>
        held().find(({ id, number }) => ref === id || ref === number) ?? null,
    ),
    tags: liveBy(changes, () => tagsOf(held())),
  }
}

function tasksOf(tasks: readonly Task[], query: ListQuery): readonly LocalTask[] {
  if (matchesNothing(query)) return []
  const filter = filterOf(query)
  const sort = query.sort ?? defaultSort(query)
  const row = (task: Task) => ({ key: sortKey(task, sort), id: task.id })
  const order = query.order ?? defaultOrder(sort)
  return tasks
    .filter((task) => matchesFilter(task, filter))
    .sort((left, right) => compareRows(row(left), row(right), order))
}

function tagsOf(tasks: readonly Task[]): readonly TagCount[] {
  const counts = new Map<string, TagCount>()
  for (const { tags, status, deletedAt } of tasks) {
    if (deletedAt !== null) continue
    for (const tag of tags) {
      const { open, total } = counts.get(tag) ?? { open: 0, total: 0 }
      counts.set(tag, { tag, open: open + (status === 'done' ? 0 : 1), total: total + 1 })
    }
  }
  return [...counts.values()].sort((left, right) => (left.tag < right.tag ? -1 : 1))
}

export function upcomingOf(tasks: readonly Task[], count: number, today: string): UpcomingView {
  const open = tasksOf(tasks, { status: 'open', sort: 'position' })
  return Array.from({ length: count }, (_, index) => {
    const date = addDays(today, index + 1)
    return { date, tasks: open.filter(({ dueDate }) => dueDate === date) }
  })
}

export function refusedBy(error: unknown, id: string, kind: WriteKind): Outcome {
  if (!(error instanceof ApiError)) throw error
  const at = new Date().toISOString()
  const conflicts = (error.conflicts ?? []).map(
    ({ task_id, ...rest }): UndoConflict => ({ taskId: task_id, ...rest }),
  )
  const { code, message } = error
  const write = { kind, at, taskIds: [] }
  return {
    kind: 'refused',
    notice: { kind: 'refused', id, at, write, texts: [], code, message, issues: [], conflicts, fallen: 0 },
  }
}
