import { createServer, type RequestListener, type ServerOptions } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { answerClientErrors, gracefulServer, HttpError, refuseUpgrade, rememberConnection } from '@todo/http'
import type { Backend } from './app.ts'

export type Listening = {
  port: number
  /** Takes no new request, lets running ones finish for `graceMs`; tells sockets to come back. */
  stop(graceMs?: number): Promise<void>
}

/** Looked at for each request, so that it can be put in place while the server listens. */
export type Served = Pick<Backend, 'fetch'> & Partial<Pick<Backend, 'realtime'>>

/** Puts another service beside the API: takes a request, or leaves it to the API. */
export type Front = (api: RequestListener) => RequestListener

/** Serves the API on an address. Rejects with the system's error where it is taken or not allowed. */
export function listen(
  served: Served,
  { host, port }: { host: string; port: number },
  front: Front = (api) => api,
): Promise<Listening> {
  const server = createAdaptorServer({
    createServer: behind(front),
    fetch: (request, env) => {
      rememberConnection(request, env.incoming.socket.remoteAddress)
      return served.fetch(request, env)
    },
  })
  if (!('closeIdleConnections' in server)) throw new Error('The API is served over HTTP/1.1')
  answerClientErrors(server)
  server.on('upgrade', (request, socket, head) => {
    if (served.realtime) served.realtime.upgrade(request, socket, head)
    else refuseUpgrade(socket, new HttpError('UNAVAILABLE', { headers: { 'retry-after': '1' } }))
  })
  const graceful = gracefulServer(server)
  const stop = async (graceMs?: number): Promise<void> => {
    await Promise.all([graceful.stop(graceMs), served.realtime?.stop()])
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

/** `createServer` with the service put before the API. Its overloads are more than one arrow can have. */
const behind = (front: Front) =>
  ((options: ServerOptions, api: RequestListener) => createServer(options, front(api))) as typeof createServer
