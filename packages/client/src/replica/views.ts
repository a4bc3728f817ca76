import type { ListQuery, TagCount, TaskRef } from '@todo/core'
import { addDays, dayIn, dayLongestMs } from './days.ts'
import { type ListShape, ListView } from './list-view.ts'
import { Value } from './live.ts'
import { byDone, byPosition, shapeOf } from './query.ts'
import type { Shown, TaskChanges } from './shown.ts'
import { TagsView } from './tags-view.ts'
import type { Day, DayQuery, Live, LocalTask, TaskQuery, TodayView, UpcomingView } from './types.ts'

/** Views that nobody follows are kept up to this number, the latest; what asks again gets the same one. */
const keptMax = 40
/** The same for single tasks. */
const singleMax = 200
const upcomingDays = 28

export type View = {
  live: Live<unknown>
  update(changes: TaskChanges): (() => void) | null
  isFollowed(): boolean
}

export type ViewsInput = { shown: Pick<Shown, 'tasks'>; timeZone: string; now(): number }

/** The live queries of one list. */
export class Views {
  readonly #input: ViewsInput
  readonly #views = new Map<string, View>()
  readonly #single = new Map<string, Value<LocalTask | null>>()
  #dayOf: (timeMs: number) => string
  #today: string

  constructor(input: ViewsInput) {
    this.#input = input
    this.#dayOf = dayIn(input.timeZone)
    this.#today = this.#dayOf(input.now())
  }

  /** Brings every view up to date, and then tells those who follow one that has changed. */
  update(changes: TaskChanges): void {
    const tell: (() => void)[] = []
    for (const view of this.#views.values()) {
      const told = view.update(changes)
      if (told) tell.push(told)
    }
    for (const each of tell) each()
    this.#updateSingle(changes)
  }

  setTimeZone(timeZone: string): void {
    this.#dayOf = dayIn(timeZone)
    this.#turn()
  }

  /** To be called now and then: the day ends. */
  lookAtClock(): void {
    if (this.#dayOf(this.#input.now()) !== this.#today) this.#turn()
  }

  tasks(query: TaskQuery = {}): Live<readonly LocalTask[]> {
    return this.#list('tasks', query)
  }

  trash(query: TaskQuery = {}): Live<readonly LocalTask[]> {
    return this.#list('trash', { ...query, trash: true })
  }

  today(query: DayQuery = {}): Live<TodayView> {
    return this.#view(keyOf('today', query), () => {
      const { matches, ...order } = dayShape(query)
      const due = this.#listOf({
        ...order,
        matches: (task) =>
          isOpen(task) && task.dueDate !== null && task.dueDate <= this.#today && matches(task),
      })
      const done = this.#listOf({ ...byDone, matches: (task) => this.#isDoneToday(task) && matches(task) })
      return derived([due, done], (): TodayView => {
        const date = this.#today
        const [overdue, today]: LocalTask[][] = [[], []]
        for (const task of due.get()) (task.dueDate === date ? today : overdue)?.push(task)
        return { date, overdue: overdue ?? [], today: today ?? [], done: done.get() }
      })
    })
  }

  upcoming({ days = upcomingDays, ...query }: DayQuery & { days?: number } = {}): Live<UpcomingView> {
    return this.#view(keyOf('upcoming', { ...query, days }), () => {
      const { matches, ...order } = dayShape(query)
      const due = this.#listOf({
        ...order,
        matches: (task) => {
          if (!isOpen(task) || task.dueDate === null || task.dueDate <= this.#today) return false
          return task.dueDate <= addDays(this.#today, days) && matches(task)
        },
      })
      let before: UpcomingView = []
      return derived([due], (): UpcomingView => {
        before = daysOf(due.get(), this.#today, days, before)
        return before
      })
    })
  }

  task(ref: TaskRef): Live<LocalTask | null> {
    const key = String(ref)
    const known = this.#single.get(key)
    if (known) return known
    const value = new Value<LocalTask | null>(this.#find(ref))
    this.#single.set(key, value)
    this.#dropSingle(key)
    return value
  }

  tags(): Live<readonly TagCount[]> {
    return this.#view('tags', () => new TagsView(this.#input.shown.tasks))
  }

  /** Lets go of the oldest that nobody follows, but for the one named. */
  #dropSingle(kept: string): void {
    for (const [key, { isFollowed }] of this.#single) {
      if (this.#single.size <= singleMax) return
      if (!isFollowed && key !== kept) this.#single.delete(key)
    }
  }

  /** Another day has begun, or the zone is another one: what depends on it is made anew. */
  #turn(): void {
    this.#today = this.#dayOf(this.#input.now())
    for (const view of this.#views.values()) view.update(everything)?.()
  }

  #find(ref: TaskRef): LocalTask | null {
    const { tasks } = this.#input.shown
    if (typeof ref === 'string') return tasks.get(ref) ?? null
    for (const task of tasks.values()) if (task.number === ref) return task
    return null
  }

  #updateSingle(changes: TaskChanges): void {
    for (const [key, value] of [...this.#single]) {
      const change = changes.get(key)
      if (change) value.set(change.after ?? null)
      else if (/^\d+$/.test(key)) value.set(numberedIn(changes, Number(key), value.get()))
    }
  }

  #isDoneToday({ completedAt, deletedAt }: LocalTask): boolean {
    if (deletedAt !== null || completedAt === null) return false
    const doneMs = Date.parse(completedAt)
    return doneMs > this.#input.now() - dayLongestMs && this.#dayOf(doneMs) === this.#today
  }

  #listOf(shape: ListShape): ListView {
    return new ListView(this.#input.shown.tasks, shape)
  }

  #list(kind: string, query: ListQuery): Live<readonly LocalTask[]> {
    return this.#view(keyOf(kind, query), () => {
      const list = this.#listOf(shapeOf(query))
      return {
        live: list,
        update: (changes) => (list.update(changes) ? () => list.tell() : null),
        isFollowed: () => list.isFollowed,
      }
    })
  }

  #view<Of>(key: string, make: () => View & { live: Live<Of> }): Live<Of>
  #view(key: string, make: () => View): Live<unknown> {
    const view = this.#views.get(key) ?? make()
    this.#views.delete(key)
    this.#views.set(key, view)
    if (this.#views.size > keptMax) {
      for (const [each, { isFollowed }] of this.#views) {
        if (this.#views.size <= keptMax) break
        if (!isFollowed() && each !== key) this.#views.delete(each)
      }
    }
    return view.live
  }
}

/** Stands for a change of which it is not known what it touches. */
const everything: TaskChanges = new Map()

/** A live value made of lists: made anew where one of them has changed, or the day. */
function derived<Of>(lists: readonly ListView[], make: () => Of): View & { live: Live<Of> } {
  let value: { of: Of } | null = null
  const get = (): Of => {
    value ??= { of: make() }
    return value.of
  }
  const listeners = new Set<() => void>()
  return {
    live: {
      get,
      subscribe: (listener) => {
        get()
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
    update: (changes) => {
      if (changes === everything) for (const list of lists) list.reset()
      else if (lists.filter((list) => list.update(changes)).length === 0) return null
      const before = value
      value = null
      if (before && listeners.size > 0) {
        const of = make()
        value = { of }
        if (Object.is(of, before.of)) return null
      }
      return () => {
        for (const listener of [...listeners]) listener()
      }
    },
    isFollowed: () => listeners.size > 0,
  }
}

const keyOf = (kind: string, query: object): string =>
  `${kind}${JSON.stringify(
    Object.entries(query)
      .filter(([, value]) => value !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )}`

const isOpen = ({ status, deletedAt }: LocalTask): boolean => status !== 'done' && deletedAt === null

function dayShape(query: DayQuery): ListShape {
  const shape = shapeOf(query)
  return query.sort === undefined && query.q === undefined ? { ...shape, ...byPosition } : shape
}

function daysOf(
  tasks: readonly LocalTask[],
  today: string,
  count: number,
  before: UpcomingView,
): UpcomingView {
  const byDate = Map.groupBy(tasks, ({ dueDate }) => dueDate)
  return Array.from({ length: count }, (_, index): Day => {
    const date = addDays(today, index + 1)
    const tasks = byDate.get(date) ?? []
    const day = before.find((each) => each.date === date)
    const isSame =
      day?.tasks.length === tasks.length && day.tasks.every((task, place) => task === tasks[place])
    return isSame ? day : { date, tasks }
  })
}

/** The task with a number after changes, where it stood as `before` until then. */
function numberedIn(changes: TaskChanges, number: number, before: LocalTask | null): LocalTask | null {
  for (const { after } of changes.values()) if (after?.number === number) return after
  const change = before && changes.get(before.id)
  return change ? (change.after ?? null) : before
}
