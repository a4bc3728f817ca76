import type { Verdicts } from '@todo/http'
import type { Metrics } from '@todo/telemetry'
import { createMiddleware } from 'hono/factory'
import { routePath } from 'hono/route'
import type { AppEnv } from './environment.ts'
import type { Log } from './log.ts'

/**
 * Logs and counts each request by its route rather than its address: in that a tag or a search may stand, and there
 * are more of them than a metric may have series.
 */
export function observeRequests(log: Log['info'], metrics: Pick<Metrics, 'request' | 'refusal'>) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const began = performance.now()
    await next()
    const durationMs = performance.now() - began
    const route = routePath(c, -1)
    const { status } = c.res
    metrics.request(route, c.req.method, status, durationMs / 1000)
    if (status === 429) metrics.refusal(refuserOf(c.get('verdicts')))
    log('request', {
      request_id: c.get('requestId'),
      method: c.req.method,
      route,
      status,
      duration_ms: Math.round(durationMs * 10) / 10,
    })
  })
}

/** The first limit that refused; a few refuse without telling how the caller stands. */
function refuserOf(verdicts: Verdicts = {}): string {
  return Object.entries(verdicts).find(([, { allowed }]) => !allowed)?.[0] ?? 'other'
}
