import { createServer, type RequestListener, type ServerOptions } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener, RequestError } from '@hono/node-server'
import { TodoError } from '@todo/core'
import {
  answerClientErrors,
  gracefulServer,
  HttpError,
  type Patience,
  problemResponse,
  refuseUpgrade,
  rememberConnection,
  requestIdOf,
} from '@todo/http'
import type { Backend } from './app.ts'

export type Listening = {
  port: number
  /** Takes no new connection, answers what is on its way over the open ones; tells sockets to come back. */
  stop(patience?: Patience): Promise<void>
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
    else refuseUpgrade(socket, starting(), requestIdOf(undefined))
  })
  const graceful = gracefulServer(server)
  const stop = async (patience?: Patience): Promise<void> => {
    await Promise.all([graceful.stop(patience), served.realtime?.stop()])
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
  // Any other protocol that a caller offers, as HTTP/2, may be passed over (RFC 9110, 7.8): it gets its answer.
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

function starting(): HttpError {
  const message = 'The server is starting; try again in a moment'
  return new HttpError('UNAVAILABLE', { message, headers: { 'retry-after': '1' } })
}

/** For what comes before there is something to serve. */
export const answerStarting = (): Response => problemResponse(starting(), null)

const portOf = (address: AddressInfo | string | null): number =>
  typeof address === 'object' && address !== null ? address.port : 0
