import { compareRows, type ListCursor, type SortOrder } from '@todo/core'
import type { TaskChanges } from './shown.ts'
import type { Live, LocalTask } from './types.ts'

export type ListShape = {
  matches(task: LocalTask): boolean
  /** What a task sorts by; `null` comes last, ties are by id. */
  key(task: LocalTask): string | number | null
  order: SortOrder
}

type Tasks = ReadonlyMap<string, LocalTask>

/** Tasks are the same objects wherever they stand. */
function without(rows: readonly LocalTask[], gone: readonly LocalTask[]): LocalTask[] {
  if (gone.length > singlyMax) {
    const all = new Set(gone)
    return rows.filter((row) => !all.has(row))
  }
  const left = [...rows]
  for (const task of gone) {
    const place = left.indexOf(task)
    if (place >= 0) left.splice(place, 1)
  }
  return left
}

/** So many changes at once are faster sorted in than put in one by one. */
const singlyMax = 64

/** Tasks that match, in order, kept so by what changes: a change costs a pass over the list and no sorting. */
export class ListView implements Live<readonly LocalTask[]> {
  readonly #tasks: Tasks
  readonly #shape: ListShape
  #rows: readonly LocalTask[] | null = null
  readonly #listeners = new Set<() => void>()

  constructor(tasks: Tasks, shape: ListShape) {
    this.#tasks = tasks
    this.#shape = shape
  }

  get = (): readonly LocalTask[] => {
    this.#rows ??= this.#collected()
    return this.#rows
  }

  subscribe = (listener: () => void): (() => void) => {
    this.get()
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  get isFollowed(): boolean {
    return this.#listeners.size > 0
  }

  /** Takes changes in, and says so to nobody yet: see {@link tell}. */
  update(changes: TaskChanges): boolean {
    if (this.#rows === null) return false
    const { matches } = this.#shape
    const gone: LocalTask[] = []
    const come: LocalTask[] = []
    for (const { before, after } of changes.values()) {
      if (before && matches(before)) gone.push(before)
      if (after && matches(after)) come.push(after)
    }
    if (gone.length + come.length === 0) return false
    this.#rows = this.#with(without(this.#rows, gone), come)
    return true
  }

  /** Forgets what it has collected: what matches has changed. */
  reset(): void {
    this.#rows = null
  }

  tell(): void {
    for (const listener of [...this.#listeners]) listener()
  }

  #with(rows: LocalTask[], come: readonly LocalTask[]): readonly LocalTask[] {
    if (come.length > singlyMax) return this.#sorted([...rows, ...come])
    for (const task of come) rows.splice(this.#placeOf(rows, task), 0, task)
    return rows
  }

  #collected(): readonly LocalTask[] {
    const rows: LocalTask[] = []
    for (const task of this.#tasks.values()) if (this.#shape.matches(task)) rows.push(task)
    return this.#sorted(rows)
  }

  #sorted(tasks: readonly LocalTask[]): readonly LocalTask[] {
    const { order } = this.#shape
    const rows = tasks.map((task) => ({ ...this.#row(task), task }))
    return rows.sort((left, right) => compareRows(left, right, order)).map(({ task }) => task)
  }

  /** Where a task belongs among rows in order. */
  #placeOf(rows: readonly LocalTask[], task: LocalTask): number {
    const own = this.#row(task)
    let [low, high] = [0, rows.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      const row = rows[middle]
      if (row && compareRows(this.#row(row), own, this.#shape.order) < 0) low = middle + 1
      else high = middle
    }
    return low
  }

  #row(task: LocalTask): ListCursor {
    return { key: this.#shape.key(task), id: task.id }
  }
}
