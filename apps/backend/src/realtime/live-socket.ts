import { closeCodes, cursorFrame, type Frame, type Scope, type Store } from '@todo/core'
import type { WebSocket } from 'ws'
import type { Membership } from './hub.ts'
import type { RealtimeSettings } from './settings.ts'
import type { Follower, SentEvent } from './space-reader.ts'

export type LiveSocketInput = {
  socket: WebSocket
  store: Pick<Store, 'events'>
  scope: Scope
  sessionId: string
  /** The last event that the client has. */
  since: number
  membership: Membership
  settings: RealtimeSettings
  onError(error: unknown): void
}

/**
 * One client. While it keeps up it takes what the space's reader reads; where it is behind, because it comes from
 * an old cursor or takes its frames slowly, it reads the log for itself, a page at a time, and no faster than it
 * takes them. So nothing is buffered for it beyond one page, and where it takes nothing it is cut off.
 */
export class LiveSocket implements Follower {
  readonly sessionId: string
  readonly #input: LiveSocketInput
  #seq: number
  #isLive = false
  #hasSaidHello = false
  #isAnswering = true

  constructor(input: LiveSocketInput) {
    this.#input = input
    this.#seq = input.since
    this.sessionId = input.sessionId
    input.socket.on('pong', () => {
      this.#isAnswering = true
    })
  }

  start(): void {
    this.#input.membership.follow(this)
    void this.#catchUp()
  }

  take(events: readonly SentEvent[]): void {
    if (!this.#isLive || this.#isClosing) return
    for (const { seq, text } of events) {
      if (seq <= this.#seq) continue
      this.#seq = seq
      this.#input.socket.send(text)
      if (this.#input.socket.bufferedAmount > this.#input.settings.unsentBytesMax) {
        this.#isLive = false
        void this.#catchUp()
        return
      }
    }
  }

  get spaceId(): string {
    return this.#input.scope.spaceId
  }

  /** Says what is no event of the log, once the client has had its hello. */
  tell(frame: Frame): void {
    if (this.#hasSaidHello && !this.#isClosing) this.#say(frame)
  }

  /** Says the head, and drops a client that did not answer since the last beat. */
  beat(): void {
    const { socket } = this.#input
    if (!this.#isAnswering) {
      socket.terminate()
      return
    }
    this.#isAnswering = false
    socket.ping()
    if (this.#isLive) this.#say(cursorFrame('head', this.#place))
  }

  close(code: number, reason: string): void {
    this.#input.socket.close(code, reason)
  }

  terminate(): void {
    this.#input.socket.terminate()
  }

  get #isClosing(): boolean {
    return this.#input.socket.readyState !== this.#input.socket.OPEN
  }

  get #place() {
    return { ...this.#input.membership.reader.log, seq: this.#seq }
  }

  async #catchUp(): Promise<void> {
    try {
      await this.#drained()
      while (!this.#isClosing && this.#seq < this.#input.membership.reader.seq()) await this.#sendPage()
      if (this.#isClosing) return
      this.#isLive = true
      if (!this.#hasSaidHello) this.#say(cursorFrame('hello', this.#place))
      this.#hasSaidHello = true
    } catch (error) {
      if (this.#isClosing) return
      this.#input.onError(error)
      this.close(closeCodes.tryLater, 'Try again later')
    }
  }

  async #sendPage(): Promise<void> {
    const { socket, membership } = this.#input
    const events = await membership.reader.page(this.#seq)
    if (this.#isClosing) return
    for (const { seq, text } of events) {
      this.#seq = seq
      socket.send(text)
    }
    await this.#drained()
  }

  /** Settles once the client's connection has taken what was sent, or is cut off because it does not. */
  #drained(): Promise<void> {
    const { socket, settings } = this.#input
    if (socket.bufferedAmount === 0) return Promise.resolve()
    return new Promise((resolve) => {
      const tooSlow = setTimeout(() => {
        socket.terminate()
        resolve()
      }, settings.drainMs)
      // A ping goes behind the frames, so once it is out they are.
      socket.ping(undefined, undefined, () => {
        clearTimeout(tooSlow)
        resolve()
      })
    })
  }

  #say(frame: Frame): void {
    this.#input.socket.send(JSON.stringify(frame))
  }
}
