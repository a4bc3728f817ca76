import { randomUUID } from 'node:crypto'
import { createMiddleware } from 'hono/factory'

export type RequestIdVariables = { requestId: string }

const usable = /^[A-Za-z0-9._-]{8,64}$/

/** A request's name: the caller's `X-Request-Id` where that is harmless in a log, else a new one. */
export function requestIdOf(given: string | undefined): string {
  return given !== undefined && usable.test(given) ? given : randomUUID()
}

/** Names each request, in its answer too. */
export function requestId() {
  return createMiddleware<{ Variables: RequestIdVariables }>(async (c, next) => {
    const id = requestIdOf(c.req.header('x-request-id'))
    c.set('requestId', id)
    await next()
    c.res.headers.set('X-Request-Id', id)
  })
}
