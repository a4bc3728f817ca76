import { createServer, type RequestListener, type ServerOptions } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener, RequestError } from '@hono/node-server'
import { TodoError } from '@todo/core'
import {
  answerClientErrors,
  gracefulServer,
  HttpError,
  problemResponse,
  refuseUpgrade,
  rememberConnection,
} from '@todo/http'
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
  const server = createServer(serverOptions, front(listenerFor(served)))
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

const serverOptions: ServerOptions = {
  // Node's own refusal of a request without a host has no body; ours comes from the listener.
  requireHostHeader: false,
  // Who would also take another protocol, as HTTP/2, is served as they asked.
  shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === 'websocket',
}

function listenerFor(served: Served): RequestListener {
  return getRequestListener(
    (request, env) => {
      if ('socket' in env.incoming) rememberConnection(request, env.incoming.socket.remoteAddress)
      return served.fetch(request, env)
    },
    { errorHandler: (error) => problemResponse(error instanceof RequestError ? badAddress : error, null) },
  )
}

const badAddress = new TodoError('VALIDATION_FAILED', {
  issues: [{ path: '', message: 'The address or the host is not valid' }],
})

const portOf = (address: AddressInfo | string | null): number =>
  typeof address === 'object' && address !== null ? address.port : 0
