import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { answerClientErrors, gracefulServer, type Patience, rememberConnection } from '@todo/http'
import type { AiService } from './app.ts'

export type Serving = {
  port: number
  /** Ends waiting streams, takes no new request, and lets running ones finish. */
  stop(patience?: Patience): Promise<void>
}

/** Serves on an address. Rejects with the system's error where it is taken or not allowed. */
export function serve(app: AiService, { host, port }: { host: string; port: number }): Promise<Serving> {
  const server = createServer(listenerFor(app))
  answerClientErrors(server)
  const graceful = gracefulServer(server)
  const stop = async (patience?: Patience): Promise<void> => {
    await Promise.all([app.close(), graceful.stop(patience)])
  }
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve({ port: portOf(server.address()), stop })
    })
  })
}

/** The handler as Node calls it. What came over which connection is remembered, for limits by address. */
export function listenerFor(app: Pick<AiService, 'fetch'>): RequestListener {
  return getRequestListener((request, env) => {
    if ('socket' in env.incoming) rememberConnection(request, env.incoming.socket.remoteAddress)
    return app.fetch(request, env)
  })
}

const portOf = (address: AddressInfo | string | null): number =>
  typeof address === 'object' && address !== null ? address.port : 0
