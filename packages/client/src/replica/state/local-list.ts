import {
  addPage,
  applyEvents,
  initialPosition,
  isRecent,
  type Replica,
  type SyncSnapshot,
  type Task,
  type TaskEvent,
} from '@todo/core'
import type { LocalTask } from '../types.ts'
import type { QueuedWrite } from './queued-write.ts'
import { sameTask } from './same-task.ts'
import { type Layer, layersOf, showTask } from './show-task.ts'

/** How a task was and how it is now; `null` where it is not there. */
export type Change = { id: string; before: LocalTask | null; after: LocalTask | null }

/**
 * The list as a person sees it: what the server said, and the writes that wait laid over it, task by task. A write
 * is laid off from a task as soon as the server's event about it is there, so that it never counts twice.
 */
export class LocalList {
  #base: Replica | null = null
  readonly #writes = new Map<string, QueuedWrite>()
  readonly #layers = new Map<string, Layer[]>()
  readonly #shown = new Map<string, LocalTask>()
  readonly #ids = new Map<number, string>()
  readonly #onChange: (changes: readonly Change[]) => void
  #numberMax = 0
  #isChanging = false
  #touched = new Set<string>()

  constructor(onChange: (changes: readonly Change[]) => void) {
    this.#onChange = onChange
  }

  /** What the server said, up to a place in its log; `null` before the first page of a load. */
  get base(): Replica | null {
    return this.#base
  }

  /** The writes that wait, in their order. */
  get writes(): ReadonlyMap<string, QueuedWrite> {
    return this.#writes
  }

  tasks(): Iterable<LocalTask> {
    return this.#shown.values()
  }

  get(id: string): LocalTask | null {
    return this.#shown.get(id) ?? null
  }

  idOf(number: number): string | null {
    return this.#ids.get(number) ?? null
  }

  /** What lies over a task, the oldest write first. */
  layers(id: string): readonly Layer[] {
    return this.#layers.get(id) ?? []
  }

  /** Where the nth task that is made now will stand: behind all others. The server has the last word. */
  nextPosition(nth: number): string {
    let unnumbered = nth
    for (const { effect } of this.#writes.values()) {
      if (effect.kind === 'commands') unnumbered += effect.commands.filter(({ op }) => op === 'create').length
    }
    return initialPosition(this.#numberMax + unnumbered)
  }

  /** Several changes that are seen as one. */
  change(run: () => void): void {
    if (this.#isChanging) {
      run()
      return
    }
    this.#isChanging = true
    try {
      run()
    } finally {
      this.#isChanging = false
      this.#show()
    }
  }

  /** Puts another copy in the place of what the server had said. */
  setBase(base: Replica | null): void {
    this.change(() => {
      this.#touchAll(this.#base)
      this.#base = base
      this.#touchAll(base)
    })
  }

  addPage(page: Pick<SyncSnapshot, 'tasks' | 'cursor'>): void {
    const base = this.#base
    if (!base) throw new Error('A load begins with its first page')
    this.change(() => {
      addPage(base, page)
      for (const { id, number } of page.tasks) this.#touch(id, number)
    })
  }

  /** Takes the server's events, and lays writes off the tasks that theirs are about. What is old is not held. */
  follow(events: readonly TaskEvent[], since: string): { changed: ReadonlySet<string>; gap: boolean } {
    const base = this.#base
    if (!base) return { changed: new Set(), gap: true }
    const { seq } = base
    const applied = applyEvents(base, events)
    this.change(() => {
      for (const event of events) {
        if (event.seq <= seq || event.seq > base.seq) continue
        this.#layOff(event.taskId, event.operationId)
        this.#touch(event.taskId, event.number)
      }
      for (const id of applied.changed) this.#forgetOld(base, id, since)
    })
    return applied
  }

  /** Lets go of what has become old, and says which tasks those were. */
  forgetOld(since: string): string[] {
    const base = this.#base
    if (!base) return []
    const gone: string[] = []
    this.change(() => {
      for (const id of base.tasks.keys()) if (this.#forgetOld(base, id, since)) gone.push(id)
    })
    return gone
  }

  /** Lays a write over the tasks; one that is there already is brought up to date. */
  lay(write: QueuedWrite): void {
    const isThere = this.#writes.has(write.id)
    this.#writes.set(write.id, write)
    this.change(() => {
      for (const [id, layer] of layersOf(write)) {
        const layers = this.#layers.get(id) ?? []
        const place = layers.findIndex((each) => each.write.id === write.id)
        // One that its event has laid off must not come back.
        if (place === -1 && isThere) continue
        this.#layers.set(id, place === -1 ? [...layers, layer] : layers.with(place, layer))
        this.#touched.add(id)
      }
    })
  }

  /** Takes a write off: its events are all here, or it was refused, or taken back. */
  takeOff(writeId: string): void {
    const write = this.#writes.get(writeId)
    if (!write) return
    this.#writes.delete(writeId)
    this.change(() => {
      for (const id of write.taskIds) this.#layOff(id, writeId)
    })
  }

  #layOff(id: string, writeId: string): void {
    const layers = this.#layers.get(id)
    if (!layers?.some(({ write }) => write.id === writeId)) return
    const rest = layers.filter(({ write }) => write.id !== writeId)
    if (rest.length > 0) this.#layers.set(id, rest)
    else this.#layers.delete(id)
    this.#touched.add(id)
  }

  #forgetOld(base: Replica, id: string, since: string): boolean {
    const task = base.tasks.get(id)
    if (!task || isRecent(task, since)) return false
    base.tasks.delete(id)
    this.#touched.add(id)
    return true
  }

  #touchAll(base: Replica | null): void {
    for (const { id, number } of base?.tasks.values() ?? []) this.#touch(id, number)
  }

  #touch(id: string, number: number): void {
    this.#touched.add(id)
    if (number > this.#numberMax) this.#numberMax = number
  }

  /** Shows each touched task as it is now, and tells of those that look otherwise. */
  #show(): void {
    const changes: Change[] = []
    for (const id of this.#touched) {
      const before = this.#shown.get(id) ?? null
      const after = showTask(this.#baseTask(id), this.#layers.get(id) ?? [])
      if (before === after || (before && after && sameTask(before, after))) continue
      if (after) this.#shown.set(id, after)
      else this.#shown.delete(id)
      if (before?.number && before.number !== after?.number) this.#ids.delete(before.number)
      if (after?.number) this.#ids.set(after.number, id)
      changes.push({ id, before, after })
    }
    this.#touched = new Set()
    if (changes.length > 0) this.#onChange(changes)
  }

  #baseTask(id: string): Task | null {
    return this.#base?.tasks.get(id) ?? null
  }
}
