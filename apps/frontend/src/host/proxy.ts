import type { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { HttpError, problemResponse, refuseUpgrade } from '@todo/http'
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
  return {
    pass(request, response) {
      server.web(request, response).catch(() => void answerUnavailable(response))
    },
    passUpgrade(request, socket, head) {
      // Node types the socket of an upgrade as any stream; over HTTP/1.1 it is the connection.
      if (!(socket instanceof Socket)) socket.destroy()
      else server.ws(request, socket, {}, head).catch(() => void refuseUpgrade(socket, unavailable()))
    },
  }
}

/** The service cannot be reached, or went away: where the answer has begun, it ends as it is. */
async function answerUnavailable(response: ServerResponse): Promise<void> {
  if (response.headersSent) {
    response.destroy()
    return
  }
  const problem = problemResponse(unavailable(), null)
  response.writeHead(problem.status, Object.fromEntries(problem.headers))
  response.end(await problem.text())
}
