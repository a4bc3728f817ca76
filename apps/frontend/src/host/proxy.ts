import type { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { describeError, HttpError, refuseUpgrade, requestIdOf } from '@todo/http'
import { createProxyServer } from 'httpxy'

/** The way to one other service. Host, origin and cookies stay as the browser sent them. */
export type WayTo = {
  pass(request: IncomingMessage, response: ServerResponse): void
  /** Hands over an upgrade, and both directions of what follows. */
  passUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
}

const options = { xfwd: true, proxyTimeout: 120_000, upgradeTimeout: 10_000 }
const unavailable = (): HttpError => new HttpError('UNAVAILABLE', { headers: { 'retry-after': '1' } })

export function createProxy(target: string): WayTo {
  const server = createProxyServer({ ...options, target })
  // Called before the connection is ended; a rejected promise would come after.
  server.on('error', (_error, _request, answer) => {
    if (answer instanceof Socket) refuseUpgrade(answer, unavailable(), requestIdOf(undefined))
    else if (answer) answerUnavailable(answer)
  })
  return {
    pass: (request, response) => void server.web(request, response),
    passUpgrade(request, socket, head) {
      // Node types the socket of an upgrade as any stream; over HTTP/1.1 it is the connection.
      if (socket instanceof Socket) void server.ws(request, socket, {}, head)
      else socket.destroy()
    },
  }
}

/** The service cannot be reached, or went away: where the answer has begun, it ends as it is. */
function answerUnavailable(response: ServerResponse): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  const { problem, headers } = describeError(unavailable())
  response.writeHead(problem.status, { 'Content-Type': 'application/problem+json', ...headers })
  response.end(JSON.stringify(problem))
}
