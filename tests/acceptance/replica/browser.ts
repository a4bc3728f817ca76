import 'fake-indexeddb/auto'
import { randomUUID } from 'node:crypto'
import { openReplica, type Replica, type Surroundings } from '@todo/client/replica'
import { indexedDB } from 'fake-indexeddb'
import { vi } from 'vitest'
import { WebSocket } from 'ws'
import { liveUrl } from '../realtime/live-client.ts'

export type BrowserInput = {
  userId: string
  token: string
  /** Where to go next: any server of the installation. */
  server(): string
  timeZone?: string
  /** Whether the next request, answer or frame is lost on the way. */
  loses?(): boolean
  isSecure?: boolean
}

/** What is between a browser and the server. */
export type Network = {
  /** `false`: nothing gets through, and open sockets break. */
  isUp: boolean
  /** Answers in the server's place, or lets the request through with `null`. */
  answer: ((path: string, init: RequestInit) => Promise<Response | null> | Response | null) | null
  /** Requests that were sent, as `METHOD /path`. */
  sent: string[]
}

/** A browser of one person, with what it keeps and any number of tabs. */
export class Browser {
  readonly network: Network = { isUp: true, answer: null, sent: [] }
  readonly kept = new Map<string, string>()
  readonly syncStorage: Surroundings['syncStorage'] = {
    getItem: (key) => this.kept.get(key) ?? null,
    setItem: (key, value) => this.kept.set(key, value),
    removeItem: (key) => this.kept.delete(key),
    keys: () => [...this.kept.keys()],
  }
  readonly #prefix = `${randomUUID()}-`
  readonly #input: BrowserInput
  readonly #sockets = new Set<WebSocket>()
  readonly #tabs = new Set<Replica>()
  token: string

  constructor(input: BrowserInput) {
    this.#input = input
    this.token = input.token
  }

  /** Opens the app in another tab. */
  open(surroundings: Partial<Surroundings> = {}): Replica {
    const { userId, timeZone = 'Europe/Berlin' } = this.#input
    const replica = openReplica({ userId, timeZone }, { ...this.#surroundings(), ...surroundings })
    this.#tabs.add(replica)
    return replica
  }

  /** Somebody else opens the app. */
  openAs(userId: string): Replica {
    const replica = openReplica({ userId, timeZone: 'Europe/Berlin' }, this.#surroundings())
    this.#tabs.add(replica)
    return replica
  }

  /** The line breaks, and is there again at once. */
  cut(): void {
    for (const socket of this.#sockets) socket.terminate()
  }

  goOffline(): void {
    this.network.isUp = false
    this.cut()
  }

  goOnline(): void {
    this.network.isUp = true
    for (const tab of this.#tabs) tab.retry()
  }

  async close(): Promise<void> {
    await Promise.all([...this.#tabs].map((tab) => tab.close()))
    this.#tabs.clear()
    this.cut()
  }

  #surroundings(): Surroundings {
    const { server, loses = () => false, isSecure = true } = this.#input
    return {
      prefix: this.#prefix,
      baseUrl: '',
      fetch: async (address, init = {}) => {
        const path = String(address)
        this.network.sent.push(`${init.method} ${path}`)
        const answer = await this.network.answer?.(path, init)
        if (answer) return answer
        if (!this.network.isUp || loses()) throw new TypeError('fetch failed')
        const response = await fetch(server() + path, init)
        // The server did it, and nobody here hears of it.
        if (!this.network.isUp || loses()) throw new TypeError('fetch failed')
        return response
      },
      headers: () => ({ Authorization: `Bearer ${this.token}` }),
      openSocket: (path) => this.#openSocket(path, loses),
      isSecure,
      locks: navigator.locks,
      databases: () => indexedDB.databases(),
      syncStorage: this.syncStorage,
      isHidden: () => false,
    }
  }

  #openSocket(path: string, loses: () => boolean) {
    const { server } = this.#input
    const since = new URL(path, server()).searchParams.get('since') ?? ''
    const socket = new WebSocket(liveUrl(server(), since), {
      headers: { authorization: `Bearer ${this.token}` },
    })
    socket.on('error', () => {})
    this.#sockets.add(socket)
    socket.on('close', () => this.#sockets.delete(socket))
    const hear = socket.emit.bind(socket)
    socket.emit = (name: string, ...rest: unknown[]) =>
      name === 'message' && loses() ? true : hear(name, ...rest)
    if (!this.network.isUp) socket.terminate()
    return asStandard(socket)
  }
}

/** What the replica uses of a socket is the same in both. */
const asStandard = (socket: WebSocket) => socket as unknown as ReturnType<Surroundings['openSocket']>

const patience = { timeout: 15_000, interval: 5 }

export const until = (isSo: () => boolean): Promise<void> =>
  vi.waitFor(() => {
    if (!isSo()) throw new Error('It did not come to that')
  }, patience)

export const untilLive = (replica: Replica): Promise<void> =>
  until(() => replica.status.get().connection === 'live')
