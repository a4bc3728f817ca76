import { createMiddleware } from 'hono/factory'
import { routePath } from 'hono/route'
import type { AppEnv } from './environment.ts'
import type { Log } from './log.ts'

/** One line for each request: its route rather than its address, in which a tag or a search may stand. */
export function logRequests(log: Log['info']) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const began = performance.now()
    await next()
    log('request', {
      request_id: c.get('requestId'),
      method: c.req.method,
      route: routePath(c, -1),
      status: c.res.status,
      duration_ms: Math.round((performance.now() - began) * 10) / 10,
    })
  })
}
