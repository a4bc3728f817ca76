import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { answerClientErrors, gracefulServer, type Patience } from '@todo/http'
import type { AiService } from './app.ts'

export type Serving = {
  port: number
  /** Ends waiting streams, takes no new request, and lets running ones finish. */
  stop(patience?: Patience): Promise<void>
}

/** Serves on an address. Rejects with the system's error where it is taken or not allowed. */
export function serve(app: AiService, { host, port }: { host: string; port: number }): Promise<Serving> {
  const server = createServer(getRequestListener(app.fetch))
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

const portOf = (address: AddressInfo | string | null): number =>
  typeof address === 'object' && address !== null ? address.port : 0
