import {
  addPage,
  type Replica as Copy,
  closeCodes,
  decodeSyncCursor,
  eventFromWire,
  type Frame,
  isBehind,
  replicaCursor,
  type SyncAnswer,
  type SyncWire,
  startReplica,
  syncFromWire,
  type TaskEvent,
} from '@todo/core'
import { type Call, Refused, SignedOut, Unreachable } from './call.ts'
import { type Entry, requestOf } from './entry.ts'
import type { LineStatus } from './tabs.ts'

export type LineInput = {
  userId: string
  call: Call
  openSocket(cursor: string): WebSocket
  /** Whether nobody sees the page: then nothing is gathered for the next frame, since timers are slow. */
  isHidden(): boolean
  /** The copy as far as it is whole; `null` before the first load. */
  copy(): Copy | null
  /** A copy that was loaded anew, or the part of the first one that is there. */
  onCopy(copy: Copy, isWhole: boolean): void
  /** Events in order; `true` where some before them are missing. */
  onEvents(events: readonly TaskEvent[]): boolean
  /** Everything that the server had when it was last asked is in the copy. */
  onLevel(): void
  onServerTime(timeMs: number): void
  /** The next write to send. */
  next(): Entry | null
  /** Notes that it is sent; `false` where it has left the queue. */
  markSent(entry: Entry): Promise<boolean>
  /** `isNothing`: there was nothing to change, so no event will come. */
  onAnswered(entry: Entry, isNothing: boolean): void
  onRefused(entry: Entry, refusal: Refused): Promise<void>
  /** Whether the events of a write have still to come. */
  isOpen(entry: Entry): boolean
  onStatus(status: LineStatus): void
}

const frameMs = 16
const pauseFirstMs = 500
const pauseMaxMs = 30_000
/** The server says its head every 25 s: a socket that is silent for longer is dead. */
const silenceMaxMs = 60_000
/** How long the events of a write may be on their way after its answer. */
const eventsAwaitedMs = 1_500
/** A write with which the server fails so often, while it does everything else, is what it fails at. */
const failuresMax = 5

/**
 * The line to the server, in one tab at a time: brings the copy level, listens, and sends what waits, in order and one
 * at a time. Whatever goes wrong ends in being level again first.
 */
export class Line {
  readonly #input: LineInput
  #isClosed = false
  #isLevel = false
  #needsSignIn = false
  #proposalsHeard = 0
  #loaded = 0
  /** Attempts in a row that did not reach the server. */
  #missed = 0
  /** Pauses in a row. */
  #pauses = 0
  #socket: WebSocket | null = null
  #isLive = false
  #heardMs = 0
  #socketNotBeforeMs = 0
  #socketsLost = 0
  #gathered: TaskEvent[] = []
  #gathering: ReturnType<typeof setTimeout> | null = null
  readonly #failures = new Map<string, number>()
  #wake: () => void = () => {}
  #isWoken = false

  constructor(input: LineInput) {
    this.#input = input
  }

  async run(): Promise<void> {
    while (!this.#isClosed) {
      try {
        await this.#step()
      } catch (error) {
        if (!this.#isClosed) await this.#rest(error)
      }
    }
  }

  /** There is something to send, or a reason to look. */
  wake(): void {
    this.#isWoken = true
    this.#wake()
  }

  /** Tries at once what waits for its turn. */
  retry(): void {
    this.#socketNotBeforeMs = 0
    this.#isLevel = false
    this.wake()
  }

  signedIn(): void {
    this.#needsSignIn = false
    this.retry()
  }

  tellStatus(): void {
    this.#input.onStatus({
      connection: this.#connection,
      loaded: this.#loaded,
      needsSignIn: this.#needsSignIn,
      proposalsHeard: this.#proposalsHeard,
    })
  }

  close(): void {
    this.#isClosed = true
    this.#drop()
    if (this.#gathering !== null) clearTimeout(this.#gathering)
    this.wake()
  }

  get #connection(): LineStatus['connection'] {
    if (this.#missed > 0) return 'offline'
    if (this.#input.copy() === null) return 'loading'
    return this.#isLive ? 'live' : 'connecting'
  }

  async #step(): Promise<void> {
    if (this.#needsSignIn) throw new SignedOut('The session has ended')
    if (this.#socket && Date.now() - this.#heardMs > silenceMaxMs) this.#drop()
    if (!this.#isLevel) await this.#level()
    if (!this.#socket && Date.now() >= this.#socketNotBeforeMs) this.#listen()
    const entry = this.#isClosed ? null : this.#input.next()
    if (entry) await this.#send(entry)
    else await this.#sleep(this.#socket ? silenceMaxMs / 2 : this.#socketNotBeforeMs - Date.now())
  }

  async #rest(error: unknown): Promise<void> {
    this.#isLevel = false
    if (error instanceof SignedOut) {
      this.#needsSignIn = true
      this.#drop()
      this.tellStatus()
      while (this.#needsSignIn && !this.#isClosed) await this.#sleep(pauseMaxMs)
      return
    }
    const { retryAfterMs, hasFailed } =
      error instanceof Unreachable ? error : { retryAfterMs: null, hasFailed: false }
    if (!(error instanceof Unreachable)) console.error(error)
    if (retryAfterMs === null && !hasFailed) {
      this.#missed += 1
      this.#drop()
    }
    this.tellStatus()
    const pauseMs = Math.min(pauseMaxMs, pauseFirstMs * 2 ** this.#pauses) * (0.75 + Math.random() / 2)
    this.#pauses += 1
    await this.#sleep(Math.min(pauseMaxMs * 2, Math.max(pauseMs, retryAfterMs ?? 0)), false)
  }

  /** Until something wakes it; what came before counts too, unless `hears` says otherwise. */
  async #sleep(ms: number, hearsBefore = true): Promise<void> {
    if (!hearsBefore) this.#isWoken = false
    if (!this.#isWoken && !this.#isClosed) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.max(ms, 0))
        this.#wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
    this.#isWoken = false
    this.#wake = () => {}
  }

  async #level(): Promise<void> {
    this.#isLevel = true
    this.#takeGathered()
    if (this.#input.copy() === null) await this.#load()
    else await this.#follow()
    this.#missed = 0
    this.#pauses = 0
    this.#input.onLevel()
    this.tellStatus()
  }

  /** Brings the copy forward from where it is. */
  async #follow(): Promise<void> {
    for (;;) {
      const copy = this.#input.copy()
      if (!copy) return
      try {
        const answer = await this.#ask(`since=${encodeURIComponent(replicaCursor(copy))}`)
        if (answer.kind !== 'events') throw new Unreachable('Something else than the server answered')
        this.#input.onEvents(answer.events)
        if (!answer.hasMore) return
      } catch (error) {
        if (!(error instanceof Refused) || error.code !== 'SYNC_RESTART') throw error
        return this.#load()
      }
    }
  }

  async #load(): Promise<void> {
    const isFirst = this.#input.copy() === null
    let page = await this.#page('')
    const copy = startReplica(page)
    for (;;) {
      if (isFirst) {
        this.#loaded = copy.tasks.size
        this.#input.onCopy(copy, false)
        this.tellStatus()
      }
      if (page.nextPage === null) break
      page = await this.#page(`page=${encodeURIComponent(page.nextPage)}`)
      addPage(copy, page)
    }
    this.#input.onCopy(copy, true)
    await this.#follow()
  }

  async #page(query: string) {
    const answer = await this.#ask(query)
    if (answer.kind !== 'snapshot') throw new Unreachable('Something else than the server answered')
    return answer
  }

  async #ask(query: string): Promise<SyncAnswer> {
    const { body, headers } = await this.#input.call(`/api/sync?${query}`)
    const answer = syncFromWire(syncIn(body))
    if (decodeSyncCursor(answer.cursor).spaceId !== this.#input.userId) {
      throw new SignedOut('Somebody else has signed in')
    }
    const timeMs = Date.parse(headers.get('Date') ?? '')
    if (!Number.isNaN(timeMs)) this.#input.onServerTime(timeMs)
    return answer
  }

  async #send(entry: Entry): Promise<void> {
    const { operationId } = entry
    // The tab that leads next sends it, where this one was closed meanwhile.
    if (!(await this.#input.markSent(entry)) || this.#isClosed) return
    const { method, path, body } = requestOf(entry)
    try {
      const { headers } = await this.#input.call(path, { method, body, operationId })
      this.#pauses = 0
      this.#failures.delete(operationId)
      this.#input.onAnswered(entry, !headers.has('X-Operation-Id'))
      // Which events a blind write has nobody knows here.
      setTimeout(() => this.#expectEvents(entry), entry.taskIds.length > 0 ? eventsAwaitedMs : 0)
    } catch (error) {
      const refusal = error instanceof Refused ? error : this.#givenUp(entry, error)
      if (!refusal) throw error
      this.#failures.delete(operationId)
      await this.#input.onRefused(entry, refusal)
    }
  }

  #givenUp({ operationId }: Entry, error: unknown): Refused | null {
    if (!(error instanceof Unreachable) || !error.hasFailed) return null
    const failures = (this.#failures.get(operationId) ?? 0) + 1
    this.#failures.set(operationId, failures)
    return failures < failuresMax ? null : new Refused('INTERNAL', error.message, [], [])
  }

  #expectEvents(entry: Entry): void {
    if (this.#isClosed || !this.#input.isOpen(entry)) return
    this.#isLevel = false
    this.wake()
  }

  #listen(): void {
    const copy = this.#input.copy()
    if (!copy) return
    const socket = this.#input.openSocket(replicaCursor(copy))
    this.#socket = socket
    this.#heardMs = Date.now()
    socket.onmessage = ({ data }: { data: unknown }) => {
      if (this.#socket === socket) this.#hear(JSON.parse(String(data)))
    }
    socket.onclose = ({ code }) => {
      if (this.#socket === socket) this.#lost(code)
    }
    socket.onerror = () => {}
  }

  #lost(code: number): void {
    this.#socketsLost = this.#isLive ? 0 : this.#socketsLost + 1
    const pauseMs = Math.min(pauseMaxMs, pauseFirstMs * 2 ** this.#socketsLost)
    const isAway = code === closeCodes.comeBack || code === closeCodes.tryLater
    this.#socketNotBeforeMs = Date.now() + Math.random() * (this.#socketsLost > 0 || isAway ? pauseMs : 100)
    this.#drop()
    this.#isLevel = false
    this.#needsSignIn ||= code === closeCodes.revoked
    this.tellStatus()
    this.wake()
  }

  #drop(): void {
    const socket = this.#socket
    this.#socket = null
    this.#isLive = false
    // Browsers complain of one that is closed before it is open.
    if (socket && socket.readyState === socket.CONNECTING) socket.onopen = () => socket.close()
    else socket?.close()
  }

  #hear(frame: Frame): void {
    this.#heardMs = Date.now()
    if ('payload' in frame) {
      this.#gather(eventFromWire(frame.payload))
      return
    }
    if (frame.type === 'proposals') {
      this.#proposalsHeard += 1
      this.tellStatus()
    }
    if (frame.type === 'hello') {
      this.#isLive = true
      // What was said before was not heard.
      this.#proposalsHeard += 1
      this.#socketsLost = 0
      this.tellStatus()
    }
    if (frame.type !== 'hello' && frame.type !== 'head') return
    this.#takeGathered()
    const copy = this.#input.copy()
    if (copy && !isBehind(copy, frame.cursor)) return
    this.#isLevel = false
    this.wake()
  }

  /** One event shows at once; of a burst, what follows within a frame shows together. */
  #gather(event: TaskEvent): void {
    if (this.#gathering === null || this.#input.isHidden()) {
      this.#takeGathered([event])
      this.#gathering = setTimeout(() => {
        this.#gathering = null
        this.#takeGathered()
      }, frameMs)
      return
    }
    this.#gathered.push(event)
  }

  #takeGathered(more: readonly TaskEvent[] = []): void {
    const events = [...this.#gathered, ...more]
    this.#gathered = []
    if (this.#gathering !== null) clearTimeout(this.#gathering)
    this.#gathering = null
    if (events.length === 0 || !this.#input.onEvents(events)) return
    this.#isLevel = false
    this.wake()
  }
}

/** The answer was ours; the server's tests hold it against its document. */
const syncIn = (body: unknown): SyncWire => body as SyncWire
