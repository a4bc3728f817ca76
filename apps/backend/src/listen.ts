import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { answerClientErrors, gracefulServer, rememberConnection } from '@todo/http'
import type { Backend } from './app.ts'

export type Listening = {
  port: number
  /** Takes no new request, lets running ones finish for `graceMs`. */
  stop(graceMs?: number): Promise<void>
}

/** Serves the API on an address. Rejects with the system's error where it is taken or not allowed. */
export function listen(
  { fetch }: Pick<Backend, 'fetch'>,
  { host, port }: { host: string; port: number },
): Promise<Listening> {
  const server = createAdaptorServer({
    fetch: (request, env) => {
      rememberConnection(request, env.incoming.socket.remoteAddress)
      return fetch(request, env)
    },
  })
  if (!('closeIdleConnections' in server)) throw new Error('The API is served over HTTP/1.1')
  answerClientErrors(server)
  const { stop } = gracefulServer(server)
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
