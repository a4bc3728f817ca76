import type { Bus, BusErrorHandler, Reader, Unsubscribe } from '../bus.ts'
import { LocalSubscribers, textOf } from '../local.ts'
import { ListeningConnection } from './connection.ts'
import { HeadPoll } from './head-poll.ts'
import { Outgoing, readNotice } from './notices.ts'

export type PostgresBusOptions = {
  /** A direct connection: LISTEN does not work through a transaction pooler. */
  url: string
  /** Told once for each lost connection, and of handlers that throw. */
  onError?: BusErrorHandler
  /** How long to wait between looks at the heads: from `minMs`, while something happens, up to `maxMs`. */
  poll?: { minMs: number; maxMs: number }
  /** The least time between two notices of this process; hints and messages gather meanwhile. */
  noticeGapMs?: number
}

const pollDefault = { minMs: 1_000, maxMs: 60_000 }
const noticeGapMsDefault = 10
const farewellMs = 1_000

/**
 * For several processes on one database, without a broker. NOTIFY wakes, the table is the truth, and a poll finds
 * what no notice told of. It has a connection of its own: a NOTIFY inside a write would make all writes of the
 * database queue for one lock.
 */
export function createPostgresBus(options: PostgresBusOptions): Bus {
  return new PostgresBus(options)
}

class PostgresBus implements Bus {
  readonly #local: LocalSubscribers
  readonly #connection: ListeningConnection
  readonly #outgoing: Outgoing
  readonly #poll: HeadPoll
  readonly #firstUp = Promise.withResolvers<void>()
  #closed: Promise<void> | null = null

  constructor({ url, onError = () => {}, poll = pollDefault, noticeGapMs }: PostgresBusOptions) {
    this.#firstUp.promise.catch(() => {})
    this.#local = new LocalSubscribers(onError)
    this.#outgoing = new Outgoing((text, values) => this.#connection.query(text, values), {
      gapMs: noticeGapMs ?? noticeGapMsDefault,
      mayGo: () => this.#connection.isUp,
    })
    this.#poll = new HeadPoll((text, values) => this.#connection.query(text, values), this.#local, poll)
    this.#connection = new ListeningConnection({
      url,
      channels: this.#outgoing.channels,
      onUp: () => this.#up(),
      onNotice: (channel, payload) => this.#hear(channel, payload),
      onError,
    })
  }

  ready(): Promise<void> {
    return this.#firstUp.promise
  }

  hint(spaceId: string): void {
    if (this.#closed) return
    this.#local.wake(spaceId)
    this.#outgoing.addHint(spaceId)
    this.#poll.expectMore()
  }

  follow(spaceId: string, reader: Reader): Unsubscribe {
    return this.#local.follow(spaceId, reader)
  }

  send(topic: string, message: unknown): void {
    const text = textOf(message)
    if (this.#closed) return
    this.#outgoing.addMessage(topic, text)
    this.#local.deliver(topic, text)
  }

  onMessage(topic: string, handle: (message: unknown) => void): Unsubscribe {
    return this.#local.onMessage(topic, handle)
  }

  onMissed(handle: () => void): Unsubscribe {
    return this.#local.onMissed(handle)
  }

  close(): Promise<void> {
    this.#closed ??= this.#end()
    return this.#closed
  }

  async #end(): Promise<void> {
    this.#poll.stop()
    this.#local.clear()
    this.#firstUp.reject(new Error('The bus is closed'))
    await this.#outgoing.finish(farewellMs)
    await this.#connection.close()
  }

  /** What was said before this moment was not heard. */
  #up(): void {
    this.#outgoing.flush()
    this.#local.wakeAll()
    this.#local.missed()
    this.#poll.expectMore()
    this.#firstUp.resolve()
  }

  #hear(channel: string, payload: string): void {
    const notice = readNotice(channel, payload)
    if (!notice || notice.sender === this.#outgoing.sender) return
    if (notice.kind === 'message') {
      this.#local.deliver(notice.topic, notice.text)
      return
    }
    for (const spaceId of notice.spaceIds) this.#local.wake(spaceId)
    this.#poll.expectMore()
  }
}
