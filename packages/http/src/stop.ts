import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { Server as NetServer, type Socket } from 'node:net'

export type Patience = {
  /** How long running requests may take; 10 s where it is not said. */
  graceMs?: number
  /**
   * How long a connection without a request must have been quiet before it is closed. Where it is not said, as long
   * as clients were told that they may use it: a request on its way to a connection that is closed would be lost.
   */
  quietMs?: number
}

export type GracefulServer = {
  /** Takes no new connection, answers what comes over the open ones and says there that they close. */
  stop(patience?: Patience): Promise<void>
}

const lookEveryMs = 20

/** Watches the connections of a server from its beginning. */
export function gracefulServer(server: Server): GracefulServer {
  const connections = new Connections(server)
  let stopped: Promise<void> | null = null
  return {
    stop({ graceMs = 10_000, quietMs = server.keepAliveTimeout } = {}) {
      stopped ??= new Promise<void>((resolve) => {
        const force = setTimeout(() => server.closeAllConnections(), graceMs)
        const look = setInterval(() => connections.closeQuiet(quietMs), lookEveryMs)
        // The `close` of an HTTP server would drop quiet connections at once, whatever is on its way to them.
        NetServer.prototype.close.call(server, () => {
          clearTimeout(force)
          clearInterval(look)
          resolve()
        })
        connections.sayClose()
        connections.closeQuiet(quietMs)
      })
      return stopped
    },
  }
}

/** Looks are counted and not the clock, which goes on while this process is kept from reading what came. */
type State = { running: Set<ServerResponse>; bytesRead: number; quietLooks: number }

class Connections {
  readonly #states = new Map<Socket, State>()
  #isClosing = false

  constructor(server: Server) {
    server.on('connection', (socket) => {
      this.#states.set(socket, { running: new Set(), bytesRead: 0, quietLooks: 0 })
      socket.once('close', () => this.#states.delete(socket))
    })
    server.prependListener('request', (request, response) => this.#begin(request, response))
    // What it becomes is closed by whoever took it over.
    server.prependListener('upgrade', ({ socket }) => this.#states.delete(socket))
  }

  #begin({ socket }: IncomingMessage, response: ServerResponse): void {
    const state = this.#states.get(socket)
    if (!state) return
    state.running.add(response)
    if (this.#isClosing) sayClose(response)
    response.once('close', () => state.running.delete(response))
  }

  /** From now on each answer ends its connection, so that its client sends the next request elsewhere. */
  sayClose(): void {
    this.#isClosing = true
    for (const { running } of this.#states.values()) for (const response of running) sayClose(response)
  }

  closeQuiet(quietMs: number): void {
    for (const [socket, state] of this.#states) {
      const isQuiet = state.running.size === 0 && state.bytesRead === socket.bytesRead
      state.bytesRead = socket.bytesRead
      state.quietLooks = isQuiet ? state.quietLooks + 1 : 0
      if (isQuiet && state.quietLooks * lookEveryMs >= quietMs) socket.destroy()
    }
  }
}

function sayClose(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('connection', 'close')
}
