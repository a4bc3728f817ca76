import type { Server } from 'node:http'

export type GracefulServer = {
  /** Takes no new connection, lets running requests finish for `graceMs`, then closes what is left. */
  stop(graceMs?: number): Promise<void>
}

/** Keeps count of nothing itself: the server knows its connections. */
export function gracefulServer(server: Server): GracefulServer {
  let stopped: Promise<void> | null = null
  return {
    stop(graceMs = 10_000) {
      stopped ??= new Promise<void>((resolve) => {
        const force = setTimeout(() => server.closeAllConnections(), graceMs)
        // A request that ends later would leave its connection open for another one.
        const idle = setInterval(() => server.closeIdleConnections(), 50)
        server.close(() => {
          clearTimeout(force)
          clearInterval(idle)
          resolve()
        })
        server.closeIdleConnections()
      })
      return stopped
    },
  }
}
