import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { createMiddleware } from 'hono/factory'

/** What Node's own server gives beside the request. */
type NodeBindings = { outgoing: Pick<ServerResponse, 'setHeader'> }

export type RequestIdVariables = { requestId: string }

const usable = /^[A-Za-z0-9._-]{8,64}$/

/** A request's name: the caller's `X-Request-Id` where that is harmless in a log, else a new one. */
export function requestIdOf(given: string | undefined): string {
  return given !== undefined && usable.test(given) ? given : randomUUID()
}

/** Names each request, in its answer too. */
export function requestId() {
  return createMiddleware<{ Bindings: NodeBindings; Variables: RequestIdVariables }>((c, next) => {
    const id = requestIdOf(c.req.header('x-request-id'))
    c.set('requestId', id)
    c.env.outgoing.setHeader('X-Request-Id', id)
    return next()
  })
}
