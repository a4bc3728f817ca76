import { randomUUID } from 'node:crypto'
import { createMiddleware } from 'hono/factory'

export type RequestIdVariables = { requestId: string }

const usable = /^[A-Za-z0-9._-]{8,64}$/

/** Names each request: by the caller's `X-Request-Id` where that is harmless in a log, else anew. */
export function requestId() {
  return createMiddleware<{ Variables: RequestIdVariables }>(async (c, next) => {
    const given = c.req.header('x-request-id')
    const id = given !== undefined && usable.test(given) ? given : randomUUID()
    c.set('requestId', id)
    await next()
    c.res.headers.set('X-Request-Id', id)
  })
}
