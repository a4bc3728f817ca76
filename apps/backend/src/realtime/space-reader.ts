import { eventToFrame, type Scope, type Store, type SyncCursor } from '@todo/core'
import type { Reader } from '@todo/events'

/** An event as it goes over every socket of its space: written once. */
export type SentEvent = { seq: number; text: string }

/** Takes the events of a space as they are read: in order, without a gap. */
export type Follower = { take(events: readonly SentEvent[]): void }

type Log = Omit<SyncCursor, 'seq'>

export type SpaceReaderInput = {
  store: Pick<Store, 'head' | 'events'>
  scope: Scope
  pageSize: number
  retryMs: number
  onError(error: unknown): void
}

/** Reads the log of one space once for all its sockets in this process, whenever it is woken. */
export class SpaceReader implements Reader {
  readonly followers = new Set<Follower>()
  readonly #input: SpaceReaderInput
  #seq = 0
  #epoch = 0
  #isStarted = false
  #isReading = false
  #isWoken = false
  #isClosed = false
  #retry: NodeJS.Timeout | null = null

  constructor(input: SpaceReaderInput) {
    this.#input = input
  }

  /** Begins at the head; what was hinted at meanwhile is read at once. Rejects where the store does. */
  async start(): Promise<void> {
    const { store, scope } = this.#input
    const { seq, epoch } = await store.head(scope)
    this.#seq = seq
    this.#epoch = epoch
    this.#isStarted = true
    if (this.#isWoken) this.wake()
  }

  seq(): number {
    return this.#seq
  }

  /** The log that this reads, for cursors into it. */
  get log(): Log {
    return { spaceId: this.#input.scope.spaceId, epoch: this.#epoch }
  }

  /** A page of the log after an event, in the form in which it is sent. */
  async page(since: number): Promise<SentEvent[]> {
    const { store, scope, pageSize } = this.#input
    const events = await store.events(scope, since, pageSize)
    return events.map((event) => ({ seq: event.seq, text: JSON.stringify(eventToFrame(this.log, event)) }))
  }

  wake(): void {
    this.#isWoken = true
    if (!this.#isStarted || this.#isReading || this.#isClosed) return
    this.#isReading = true
    void this.#readOn()
  }

  close(): void {
    this.#isClosed = true
    if (this.#retry) clearTimeout(this.#retry)
  }

  async #readOn(): Promise<void> {
    try {
      while (this.#isWoken && !this.#isClosed) {
        this.#isWoken = false
        await this.#readToEnd()
      }
    } catch (error) {
      this.#input.onError(error)
      this.#wakeLater()
    } finally {
      this.#isReading = false
    }
  }

  async #readToEnd(): Promise<void> {
    const { pageSize } = this.#input
    for (let read = pageSize; read === pageSize && !this.#isClosed; ) {
      const events = await this.page(this.#seq)
      read = events.length
      this.#seq = events.at(-1)?.seq ?? this.#seq
      if (read > 0) for (const follower of this.followers) follower.take(events)
    }
  }

  #wakeLater(): void {
    if (this.#isClosed) return
    this.#retry = setTimeout(() => this.wake(), this.#input.retryMs)
    this.#retry.unref()
  }
}
