import {
  addPage,
  applyEvents,
  eventFromWire,
  type Frame,
  isBehind,
  type Replica,
  replicaCursor,
  type SyncAnswer,
  type SyncWire,
  startReplica,
  syncFromWire,
} from '@todo/core'
import { WebSocket } from 'ws'
import { liveUrl } from './live-client.ts'

export type ReplicaClientInput = {
  /** Where to go next: any server of the installation. */
  server(): string
  token: string
  /** Whether the next frame is lost on the way. */
  loses(): boolean
}

const reconnectMs = 20

/**
 * A client as it is meant to be: it keeps a copy of the list, takes what the socket sends, and where it sees that
 * something is missing (a gap, a head ahead of it, a new connection) it asks `sync`.
 */
export class ReplicaClient {
  readonly #input: ReplicaClientInput
  #replica: Replica | null = null
  #socket: WebSocket | null = null
  #syncing: Promise<void> | null = null
  #isClosed = false
  /** What went wrong that must not. */
  readonly errors: unknown[] = []

  constructor(input: ReplicaClientInput) {
    this.#input = input
    void this.#connect()
  }

  get tasks() {
    const tasks = [...(this.#replica?.tasks.values() ?? [])]
    return tasks.sort((left, right) => left.number - right.number)
  }

  /** The line breaks; the client comes back by itself. */
  cut(): void {
    this.#socket?.terminate()
  }

  /** All that it had is gone, as with a new device. */
  forget(): void {
    this.#replica = null
    this.cut()
  }

  close(): void {
    this.#isClosed = true
    this.cut()
  }

  async #connect(): Promise<void> {
    try {
      this.#replica ??= await this.#load()
    } catch (error) {
      this.errors.push(error)
      return
    }
    const { server, token } = this.#input
    const socket = new WebSocket(liveUrl(server(), replicaCursor(this.#replica)), {
      headers: { authorization: `Bearer ${token}` },
    })
    this.#socket = socket
    if (this.#isClosed) socket.terminate()
    socket.on('error', () => {})
    socket.on('message', (data) => this.#hear(JSON.parse(String(data))))
    socket.on('close', () => {
      if (!this.#isClosed) setTimeout(() => void this.#connect(), reconnectMs)
    })
  }

  #hear(frame: Frame): void {
    if (!this.#replica || this.#input.loses()) return
    if (frame.type === 'restart') this.#replica = null
    else if ('payload' in frame) {
      if (applyEvents(this.#replica, [eventFromWire(frame.payload)]).gap) this.#sync()
    } else if ('cursor' in frame && isBehind(this.#replica, frame.cursor)) this.#sync()
  }

  #sync(): void {
    this.#syncing ??= this.#follow()
      .catch((error: unknown) => this.errors.push(error))
      .then(() => {
        this.#syncing = null
      })
  }

  async #follow(): Promise<void> {
    for (;;) {
      const replica = this.#replica
      if (!replica) return
      const answer = await this.#ask(`since=${replicaCursor(replica)}`)
      if (answer.kind !== 'events') throw new Error('Events were expected')
      applyEvents(replica, answer.events)
      if (!answer.hasMore) return
    }
  }

  async #load(): Promise<Replica> {
    const pages: string[] = ['']
    let replica: Replica | null = null
    for (const page of pages) {
      const answer = await this.#ask(page)
      if (answer.kind !== 'snapshot') throw new Error('Tasks were expected')
      if (replica) addPage(replica, answer)
      else replica = startReplica(answer)
      if (answer.nextPage !== null) pages.push(`page=${answer.nextPage}`)
    }
    if (!replica) throw new Error('A first load has a page')
    return replica
  }

  async #ask(query: string): Promise<SyncAnswer> {
    const { server, token } = this.#input
    const response = await fetch(`${server()}/api/sync?${query}`, {
      headers: { authorization: `Bearer ${token}` },
    })
    if (!response.ok) throw new Error(`sync answered ${response.status}`)
    return syncFromWire(syncOf(await response.json()))
  }
}

/** The answers of sync are held against the document in tests of their own. */
const syncOf = (body: unknown): SyncWire => body as SyncWire
