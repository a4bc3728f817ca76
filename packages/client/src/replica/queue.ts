import type { Entry } from './entry.ts'
import type { Journal } from './journal.ts'
import { volatileFrom } from './memory-device.ts'
import { Outcomes } from './outcomes.ts'
import type { Shown } from './shown.ts'
import type { Storage } from './storage.ts'
import type { Message } from './tabs.ts'
import type { Outcome } from './types.ts'

export type QueueInput = {
  shown: Shown
  storage: Promise<Storage>
  journal: Journal
  post(message: Message): void
  /** Whether this tab has the line to the server. */
  isLeading(): boolean
  /** A write is to be sent. */
  onReady(): void
  onCount(waiting: number): void
  /** The device still has a write that has ended: two tabs brought it there, one of them for a page that went. */
  onLeftover(order: number): void
}

/**
 * The writes that the server may not have, the same in every tab. The device says which there are, in which order,
 * and whether one may still be taken back; what it has not placed yet comes last.
 */
export class Queue {
  readonly outcomes = new Outcomes()
  readonly #input: QueueInput
  /** Answered, while what they did is still on its way. */
  readonly #answered = new Set<string>()
  /** Being taken back: hidden until the device has decided. */
  readonly #leaving = new Set<string>()
  readonly #placing = new Map<string, Promise<void>>()

  constructor(input: QueueInput) {
    this.#input = input
  }

  find(operationId: string): Entry | undefined {
    return this.#entries.find((entry) => entry.operationId === operationId)
  }

  /** The next one to send. */
  next(): Entry | null {
    const isNext = ({ order, operationId }: Entry): boolean =>
      order !== null && !this.#answered.has(operationId)
    return this.#entries.find(isNext) ?? null
  }

  answered(): Entry[] {
    return this.#entries.filter(({ operationId }) => this.#answered.has(operationId))
  }

  /** What a refused write takes with it: writes that were not sent, on tasks that it was to make. */
  needing(made: readonly string[]): Entry[] {
    return this.#entries.filter(({ isSent, taskIds }) => !isSent && taskIds.some((id) => made.includes(id)))
  }

  /** Adds a write of this tab. */
  add(entry: Entry): void {
    this.#input.journal.add(entry)
    this.#set([...this.#entries, entry])
    const placed = this.#place(entry).finally(() => this.#placing.delete(entry.operationId))
    this.#placing.set(entry.operationId, placed)
  }

  /** Takes over what a page had no time to bring to the device. */
  takeLeft(): void {
    for (const entry of this.#input.journal.all()) {
      if (this.find(entry.operationId)) this.#input.journal.remove(entry.operationId)
      else this.add({ ...entry, order: null })
    }
  }

  /** Adds a write of another tab. */
  addOthers(entry: Entry): void {
    if (this.find(entry.operationId) || this.outcomes.hasEnded(entry.operationId)) return
    this.#set(inOrder([...this.#entries, entry]))
    this.#input.onReady()
  }

  /**
   * Takes a write back. It is hidden at once, and gone where it was not sent; where it was, it is there again, and the
   * promise gives `false`.
   */
  async takeBack(entry: Entry): Promise<boolean> {
    const { operationId } = entry
    this.#leaving.add(operationId)
    this.#set(this.#entries.filter((each) => each !== entry))
    try {
      if (await this.#isTaken(entry)) {
        this.end([operationId], { kind: 'withdrawn' })
        return true
      }
    } finally {
      this.#leaving.delete(operationId)
    }
    if (!this.outcomes.hasEnded(operationId)) this.#set(inOrder([...this.#entries, entry]))
    return false
  }

  /** Notes that a write is sent from now on; `false` where it has left the queue. */
  async markSent(entry: Entry): Promise<boolean> {
    const storage = await this.#input.storage
    const isThere = entry.order !== null && (await storage.markSent(entry.order))
    if (this.#leaving.has(entry.operationId)) return false
    if (isThere) entry.isSent = true
    else this.#set(this.#entries.filter((each) => each !== entry))
    return isThere
  }

  noteAnswered(operationId: string): void {
    this.#answered.add(operationId)
    this.#set(this.#entries)
  }

  /** Ends writes in every tab. */
  end(operationIds: readonly string[], outcome: Outcome): void {
    this.endHere(operationIds, outcome)
    this.#input.post({ type: 'ended', operationIds, outcome })
  }

  endHere(operationIds: readonly string[], outcome: Outcome): void {
    for (const operationId of operationIds) {
      this.#answered.delete(operationId)
      this.outcomes.end(operationId, outcome)
    }
    this.#set(this.#entries.filter(({ operationId }) => !operationIds.includes(operationId)))
    for (const operationId of operationIds) this.#input.shown.forget(operationId)
  }

  /** Takes the queue as the device has it, with what it has besides. */
  async refresh<Kept extends { entries: readonly Entry[] }>(read: () => Promise<Kept>): Promise<Kept> {
    const before = this.#entries.filter(({ order }) => order !== null && order < volatileFrom)
    const kept = await read()
    this.#reconcile(before, kept.entries)
    return kept
  }

  /** Settles once the device has, or cannot take, all that was written so far. */
  async placed(): Promise<void> {
    await Promise.all(this.#placing.values())
  }

  clear(): void {
    this.#set([])
  }

  get #entries(): readonly Entry[] {
    return this.#input.shown.entries
  }

  /** What was on the device `before` it was read, and is not any more, has ended. What came since stays. */
  #reconcile(before: readonly Entry[], kept: readonly Entry[]): void {
    const known = new Map(this.#entries.map((entry) => [entry.operationId, entry]))
    const ids = new Set(kept.map(({ operationId }) => operationId))
    const gone = before.filter((entry) => known.has(entry.operationId) && !ids.has(entry.operationId))
    const others = this.#entries.filter((entry) => !ids.has(entry.operationId) && !gone.includes(entry))
    for (const { operationId, order } of kept) {
      if (order !== null && this.outcomes.hasEnded(operationId)) this.#input.onLeftover(order)
    }
    const there = [...new Map(kept.map((entry) => [entry.operationId, entry])).values()].filter(
      ({ operationId }) => !this.#leaving.has(operationId) && !this.outcomes.hasEnded(operationId),
    )
    this.#set(inOrder([...there.map((entry) => known.get(entry.operationId) ?? entry), ...others]))
    for (const { operationId } of gone) this.outcomes.end(operationId, { kind: 'done' })
  }

  async #place(entry: Entry): Promise<void> {
    // The journal has it. What it changes is to be seen first: storage takes longer to ask than the screen to paint.
    await new Promise((resolve) => setTimeout(resolve))
    const storage = await this.#input.storage
    entry.order = await storage.put(entry)
    this.#input.journal.remove(entry.operationId)
    if (this.outcomes.hasEnded(entry.operationId)) return
    const sorted = inOrder(this.#entries)
    if (sorted.some((each, index) => each !== this.#entries[index])) this.#set(sorted)
    if (!this.#leaving.has(entry.operationId)) this.#input.post({ type: 'entry', entry })
    this.#input.onReady()
  }

  async #isTaken(entry: Entry): Promise<boolean> {
    await this.#placing.get(entry.operationId)
    const storage = await this.#input.storage
    if (entry.order === null) return false
    // Only the tab with the line knows what became of a write that no storage has.
    if (entry.order >= volatileFrom && !this.#input.isLeading()) return false
    return storage.take(entry.order)
  }

  #set(entries: readonly Entry[]): void {
    this.#input.shown.setEntries(entries)
    this.#input.onCount(entries.filter(({ operationId }) => !this.#answered.has(operationId)).length)
  }
}

const inOrder = (entries: readonly Entry[]): Entry[] =>
  entries.toSorted((left, right) => placeOf(left) - placeOf(right))

const placeOf = ({ order }: Entry): number => order ?? Number.MAX_SAFE_INTEGER
