import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { closeCodes, type Frame, type Scope, seqAfter, TodoError } from '@todo/core'
import {
  callerBehind,
  describeError,
  HttpError,
  type Principal,
  rateLimited,
  refuseUpgrade,
  requestIdOf,
  type TrustedProxies,
  trustProxies,
  type Verdict,
} from '@todo/http'
import { type WebSocket, WebSocketServer } from 'ws'
import { personalScope } from '../auth/authenticate.ts'
import type { Deps } from '../deps.ts'
import { logFailure } from '../handle-errors.ts'
import { noteRequest, type Watch, watchOf } from '../observe-requests.ts'
import { onProposals } from '../proposals/on-proposals.ts'
import { Hub, type Membership } from './hub.ts'
import { LiveSocket } from './live-socket.ts'
import { addressOf, principalOf, realtimePath, sinceOf } from './request.ts'
import { type RealtimeSettings, realtimeDefaults } from './settings.ts'

export type Realtime = {
  /** Takes over the connection of an upgrade; one that leads elsewhere is answered with 404. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** How many sockets are open. */
  count(): number
  /** Takes no new socket and tells the open ones to come back (close code 1012). */
  stop(): Promise<void>
}

/** A client sends nothing but what the protocol itself needs. */
const messageBytesMax = 1024

type Opening = { request: IncomingMessage; socket: Duplex; head: Buffer; requestId: string; began: number }

/** What happens, over sockets, as it happens. The log in the store is the truth; a client that misses asks `sync`. */
export function createRealtime(deps: Deps, given: Partial<RealtimeSettings> = {}): Realtime {
  const realtime = new Sockets(deps, { ...realtimeDefaults, ...given })
  return {
    upgrade: (request, socket, head) => void realtime.open(openingOf(request, socket, head)),
    count: () => realtime.count,
    stop: () => realtime.stop(),
  }
}

class Sockets {
  readonly #deps: Deps
  readonly #settings: RealtimeSettings
  readonly #hub: Hub
  readonly #watch: Watch
  readonly #isTrusted: TrustedProxies
  readonly #open = new Set<LiveSocket>()
  readonly #server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: messageBytesMax,
    perMessageDeflate: false,
  })
  readonly #timer: NodeJS.Timeout
  readonly #unsubscribe: readonly (() => void)[]
  #stopped: Promise<void> | null = null

  constructor(deps: Deps, settings: RealtimeSettings) {
    this.#deps = deps
    this.#settings = settings
    this.#watch = watchOf(deps)
    this.#isTrusted = trustProxies(deps.config.server.trusted_proxies)
    this.#server.on('wsClientError', (error, socket, request) => {
      this.#refuse(openingOf(request, socket), noHandshake(error))
    })
    this.#hub = new Hub({ store: deps.store, bus: deps.bus, settings, onError: this.#unreadable })
    this.#timer = setInterval(() => this.#beat(), settings.heartbeatMs)
    this.#timer.unref()
    this.#unsubscribe = [
      deps.revocations.onAdded((sessionId) => this.#endSession(sessionId)),
      onProposals(deps.bus, (spaceId) => this.#tellProposals(spaceId)),
    ]
  }

  get count(): number {
    return this.#open.size
  }

  async open(opening: Opening): Promise<void> {
    const { request, socket } = opening
    socket.on('error', () => socket.destroy())
    try {
      this.#limit('address', this.#deps.requestLimits.countAddress(this.#callerOf(request)))
      const address = addressOf(request)
      if (address?.pathname !== realtimePath) throw new HttpError('NOT_FOUND')
      if (this.#stopped) throw new HttpError('UNAVAILABLE', { headers: { 'retry-after': '1' } })
      const principal = await principalOf(request, this.#deps)
      this.#limit('account', this.#deps.requestLimits.countAccount(principal.userId))
      await this.#admit(opening, principal, sinceOf(address))
    } catch (error) {
      this.#refuse(opening, error)
    }
  }

  #callerOf({ socket, headers }: IncomingMessage): string | null {
    if (socket.remoteAddress === undefined) return null
    const forwarded = [headers['x-forwarded-for'] ?? []].flat().join()
    return callerBehind(socket.remoteAddress, forwarded === '' ? null : forwarded, this.#isTrusted)
  }

  #limit(policy: string, verdict: Verdict | null): void {
    if (!verdict || verdict.allowed) return
    this.#deps.metrics.refusal(policy)
    throw rateLimited({ [policy]: verdict })
  }

  #refuse(opening: Opening, error: unknown): void {
    logFailure(this.#deps.log, error, opening.requestId)
    this.#note(opening, describeError(error).problem.status)
    refuseUpgrade(opening.socket, error, opening.requestId)
  }

  #note({ requestId, began, request: { method = '' } }: Opening, status: number): void {
    noteRequest(this.#watch, { requestId, method, route: realtimePath, status, began })
  }

  async #admit(opening: Opening, principal: Principal, cursor: string | null): Promise<void> {
    const scope = personalScope(principal)
    if (this.#hub.membersOf(scope.spaceId) >= this.#settings.socketsOfSpaceMax) {
      this.#deps.metrics.refusal('sockets')
      throw new HttpError('RATE_LIMITED', { headers: { 'retry-after': '60' } })
    }
    const membership = await this.#hub.join(scope)
    opening.socket.once('close', membership.leave)
    if (opening.socket.destroyed) membership.leave()
    try {
      const since = await this.#place(scope, membership, cursor)
      this.#accept(opening, (socket) => this.#begin(socket, { scope, principal, membership, since }))
    } catch (error) {
      membership.leave()
      if (!(error instanceof TodoError) || error.code !== 'SYNC_RESTART') throw error
      this.#accept(opening, sendAway)
    }
  }

  /** The event after which the client wants to go on. The reader may be a little behind the log. */
  async #place({ spaceId, ...rest }: Scope, { reader }: Membership, cursor: string | null): Promise<number> {
    if (cursor === null) return reader.seq()
    const head = await this.#deps.store.head({ spaceId, ...rest })
    return seqAfter(cursor, spaceId, head)
  }

  #accept(opening: Opening, begin: (socket: WebSocket) => void): void {
    const { request, socket, head } = opening
    this.#server.handleUpgrade(request, socket, head, (accepted) => {
      accepted.on('error', () => accepted.terminate())
      this.#note(opening, 101)
      begin(accepted)
    })
  }

  #begin(socket: WebSocket, client: Client): void {
    const { principal, ...rest } = client
    const { sessionId } = principal
    const { store, revocations } = this.#deps
    const settings = this.#settings
    const live = new LiveSocket({ ...rest, sessionId, socket, store, settings, onError: this.#unreadable })
    this.#open.add(live)
    socket.once('close', () => {
      this.#open.delete(live)
      client.membership.leave()
    })
    if (revocations.has(sessionId)) live.close(closeCodes.revoked, 'Signed out')
    else if (this.#stopped) live.close(closeCodes.comeBack, 'Come back')
    else live.start()
  }

  /** Sessions with a socket count as in use, so that one that was ended elsewhere is found here. */
  #beat(): void {
    for (const live of this.#open) {
      live.beat()
      this.#deps.sessions.used(live.sessionId)
    }
  }

  #endSession(sessionId: string): void {
    for (const live of this.#open) {
      if (live.sessionId === sessionId) live.close(closeCodes.revoked, 'Signed out')
    }
  }

  #tellProposals(spaceId: string): void {
    for (const live of this.#open) if (live.spaceId === spaceId) live.tell({ type: 'proposals' })
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#end()
    return this.#stopped
  }

  async #end(): Promise<void> {
    clearInterval(this.#timer)
    for (const unsubscribe of this.#unsubscribe) unsubscribe()
    for (const live of this.#open) live.close(closeCodes.comeBack, 'Come back')
    const end = performance.now() + this.#settings.farewellMs
    while (this.#open.size > 0 && performance.now() < end) await sleep(10)
    for (const live of this.#open) live.terminate()
  }

  readonly #unreadable = (error: unknown): void => {
    const name = error instanceof Error ? error.name : typeof error
    this.#deps.log.warn('the log of a space could not be read', { reason: name })
  }
}

function openingOf(request: IncomingMessage, socket: Duplex, head: Buffer = Buffer.alloc(0)): Opening {
  const requestId = requestIdOf([request.headers['x-request-id'] ?? []].flat()[0])
  return { request, socket, head, requestId, began: performance.now() }
}

/** What is wrong with a handshake, as the library says it (RFC 6455, 4.4). */
const noHandshake = ({ message }: Error): HttpError =>
  new HttpError('UPGRADE_REQUIRED', {
    message,
    headers: { upgrade: 'websocket', 'sec-websocket-version': '13' },
  })

type Client = { scope: Scope; principal: Principal; membership: Membership; since: number }

function sendAway(socket: WebSocket): void {
  const frame: Frame = { type: 'restart' }
  socket.send(JSON.stringify(frame))
  socket.close(closeCodes.restart, 'Start over')
}
