import {
  applyEvents,
  type Replica as Copy,
  isRecent,
  recentSince,
  sameValue,
  type Task,
  type TaskEvent,
  type Undoable,
} from '@todo/core'
import { carryOut, type Effect, noNumber, type TaskState } from './effects.ts'
import type { Entry } from './entry.ts'
import type { LocalTask } from './types.ts'

export type TaskChange = { before: LocalTask | undefined; after: LocalTask | undefined }
/** By id; only what differs. */
export type TaskChanges = ReadonlyMap<string, TaskChange>

/** So many operations can be taken back at once on the screen; older ones wait for the server's answer. */
const knownMax = 1_000

const nothing: ReadonlySet<string> = new Set()
export const emptyCopy = (): Copy => ({ tasks: new Map(), spaceId: '', epoch: 0, seq: 0 })

/**
 * The list as its person sees it: the copy of the server's, and over it what the queue will make of it. A write
 * lies over a task until the event comes that it caused there, so that nothing flickers between the two.
 */
export class Shown {
  readonly tasks = new Map<string, LocalTask>()
  copy: Copy = emptyCopy()
  entries: readonly Entry[] = []
  /** By operation: what it did, here or as the server told. */
  readonly #known = new Map<string, Undoable>()
  readonly #landed = new Map<string, Set<string>>()
  #overlay = new Map<string, Task | null>()
  /** The highest number in the copy, and that with what the queue makes. */
  #copyMax = 0
  #numberMax = 0
  readonly #onChange: (changes: TaskChanges) => void

  constructor(onChange: (changes: TaskChanges) => void) {
    this.#onChange = onChange
  }

  /** The tasks with all that the queue makes of them, in the trash too. */
  get state(): TaskState {
    return stateOver(this.copy, this.#overlay, this.#numberMax)
  }

  undoableOf(operationId: string): Undoable | undefined {
    return this.#known.get(operationId)
  }

  /** Whether every task that a write touched stands as the server left it. */
  hasLanded({ operationId, taskIds }: Entry): boolean {
    const landed = this.#landed.get(operationId) ?? nothing
    return taskIds.length > 0 && taskIds.every((id) => landed.has(id))
  }

  /** Another copy, or more of the same. */
  replaceCopy(copy: Copy): void {
    const ids = new Set([...this.copy.tasks.keys(), ...copy.tasks.keys()])
    this.copy = copy
    this.#copyMax = 0
    for (const { number } of copy.tasks.values()) this.#copyMax = Math.max(this.#copyMax, number)
    this.#show(ids)
  }

  /** Brings the copy forward; `true` where events before these are missing. */
  applyEvents(events: readonly TaskEvent[], nowMs: number): boolean {
    const from = this.copy.seq
    const { changed, gap } = applyEvents(this.copy, events)
    for (const event of events) {
      if (event.seq <= from || event.seq > this.copy.seq) continue
      this.#copyMax = Math.max(this.#copyMax, event.number)
      this.#note(event)
    }
    this.#dropOld(changed, nowMs)
    this.#show(changed)
    return gap
  }

  /** Lets go of what was done or put in the trash too long ago to be held. */
  prune(nowMs: number): void {
    const ids = new Set(this.copy.tasks.keys())
    this.#dropOld(ids, nowMs)
    this.#show(ids)
  }

  setEntries(entries: readonly Entry[]): void {
    const last = entries.at(-1)
    const isOneMore = last && entries.length === this.entries.length + 1
    const appended = isOneMore && this.entries.every((entry, index) => entry === entries[index])
    this.entries = entries
    if (appended) this.#publish(this.#layOver(last, this.#overlay))
    else this.#show(nothing)
  }

  /** Forgets what is known of operations that nothing asks for any more. */
  forget(operationId: string): void {
    this.#landed.delete(operationId)
  }

  #dropOld(ids: ReadonlySet<string>, nowMs: number): void {
    const since = recentSince(nowMs)
    for (const id of ids) {
      const task = this.copy.tasks.get(id)
      if (task && !isRecent(task, since)) this.copy.tasks.delete(id)
    }
  }

  #note({ operationId, taskId, type, task, changes }: TaskEvent): void {
    if (!this.entries.some((entry) => entry.operationId === operationId)) return
    const landed = this.#landed.get(operationId) ?? new Set()
    this.#landed.set(operationId, landed.add(taskId))
    const known = this.#known.get(operationId)
    const others = known?.events.filter((event) => event.taskId !== taskId) ?? []
    const events = [...others, { type, taskId, task, changes }]
    this.#remember(operationId, { kind: known?.kind ?? 'batch', imported: false, events })
  }

  #remember(operationId: string, undoable: Undoable): void {
    this.#known.set(operationId, undoable)
    const [oldest] = this.#known.keys()
    if (this.#known.size > knownMax && oldest !== undefined) this.#known.delete(oldest)
  }

  #show(ids: ReadonlySet<string>): void {
    const before = this.#overlay
    this.#numberMax = this.#copyMax
    this.#overlay = new Map()
    for (const entry of this.entries) this.#layOver(entry, this.#overlay)
    this.#publish(new Set([...ids, ...before.keys(), ...this.#overlay.keys()]))
  }

  #layOver(entry: Entry, overlay: Map<string, Task | null>): Set<string> {
    const landed = this.#landed.get(entry.operationId) ?? nothing
    const state = stateOver(this.copy, overlay, this.#numberMax)
    const target = entry.intent.do === 'invert' ? entry.intent.operationId : null
    const known = target === null ? undefined : this.#known.get(target)
    const { effects, undoable } = carryOut(entry, state, landed, known)
    for (const { taskId, task } of effects) overlay.set(taskId, task)
    if (undoable && !this.#landed.has(entry.operationId)) this.#remember(entry.operationId, undoable)
    this.#numberMax += effects.filter(isNew).length
    return new Set(effects.map(({ taskId }) => taskId))
  }

  #publish(ids: ReadonlySet<string>): void {
    const changes = new Map<string, TaskChange>()
    for (const id of ids) {
      const before = this.tasks.get(id)
      const task = this.#overlay.get(id)
      const after = task === undefined ? this.copy.tasks.get(id) : task === null ? undefined : waiting(task)
      if (before === after || (before && after && isSame(before, after))) continue
      if (after) this.tasks.set(id, after)
      else this.tasks.delete(id)
      changes.set(id, { before, after })
    }
    if (changes.size > 0) this.#onChange(changes)
  }
}

const isNew = ({ task }: Effect): boolean => task?.number === noNumber

function waiting({ number, ...task }: Task): LocalTask {
  return { ...task, number: number === noNumber ? null : number, waiting: true }
}

function stateOver(copy: Copy, overlay: ReadonlyMap<string, Task | null>, numberMax: number): TaskState {
  const get = (id: string): Task | undefined => {
    const task = overlay.get(id)
    return task === undefined ? copy.tasks.get(id) : (task ?? undefined)
  }
  return {
    get,
    *all() {
      for (const id of new Set([...copy.tasks.keys(), ...overlay.keys()])) {
        const task = get(id)
        if (task) yield task
      }
    },
    nextNumber: () => numberMax + 1,
  }
}

function isSame(left: LocalTask, right: LocalTask): boolean {
  const names: readonly (keyof LocalTask)[] = [
    'version',
    'number',
    'waiting',
    'title',
    'description',
    'status',
    'priority',
    'dueDate',
    'tags',
    'position',
    'updatedAt',
    'completedAt',
    'deletedAt',
  ]
  return names.every((name) => sameValue(left[name], right[name]))
}
