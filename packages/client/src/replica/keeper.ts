import type { Replica as Copy, Task } from '@todo/core'
import { bucketCount, bucketOf, type Save } from './device.ts'

export type KeeperInput = {
  copy(): Copy
  save(save: Save): Promise<boolean>
}

const restMs = 250

/**
 * Brings the copy to the device a little after it has changed: what is lost in between comes again from the server.
 * A write leaves the queue with the very save that holds what it did.
 */
export class Keeper {
  readonly #input: KeeperInput
  readonly #dirty = new Set<number>()
  #ended: number[] = []
  #timer: ReturnType<typeof setTimeout> | null = null
  #saving: Promise<void> = Promise.resolve()

  constructor(input: KeeperInput) {
    this.#input = input
  }

  changed(ids: Iterable<string>): void {
    for (const id of ids) this.#dirty.add(bucketOf(id))
    this.#soon()
  }

  everythingChanged(): void {
    for (let bucket = 0; bucket < bucketCount; bucket += 1) this.#dirty.add(bucket)
    this.#soon()
  }

  ended(order: number): void {
    this.#ended.push(order)
    this.#soon()
  }

  /** Settles once everything that has changed so far is kept, or cannot be. */
  flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    this.#saving = this.#saving.then(() => this.#save())
    return this.#saving
  }

  close(): Promise<void> {
    return this.#timer === null ? this.#saving : this.flush()
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => void this.flush(), restMs)
  }

  async #save(): Promise<void> {
    if (this.#dirty.size + this.#ended.length === 0) return
    const { spaceId, epoch, seq } = this.#input.copy()
    // Taken before the buckets: those may be newer than it, never older.
    const head = { spaceId, epoch, seq }
    const ended = this.#ended.splice(0)
    const numbers = [...this.#dirty]
    this.#dirty.clear()
    const isKept = await this.#input.save({ head, buckets: this.#bucketsOf(numbers), ended })
    if (isKept) return
    for (const each of numbers) this.#dirty.add(each)
  }

  #bucketsOf(numbers: readonly number[]): Map<number, Task[]> {
    const buckets = new Map(numbers.map((number): [number, Task[]] => [number, []]))
    for (const task of this.#input.copy().tasks.values()) buckets.get(bucketOf(task.id))?.push(task)
    return buckets
  }
}
