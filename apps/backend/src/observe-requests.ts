import type { Verdicts } from '@todo/http'
import type { Log, Metrics } from '@todo/telemetry'
import { createMiddleware } from 'hono/factory'
import { routePath } from 'hono/route'
import type { Deps } from './deps.ts'
import type { AppEnv } from './environment.ts'

export type Watch = { metrics: Pick<Metrics, 'request'>; log: Log['info'] }

export type AnsweredRequest = {
  requestId: string
  method: string
  /** The pattern: in an address a tag or a search may stand, and there are more than a metric may have series. */
  route: string
  status: number
  /** When it began, by `performance.now`. */
  began: number
}

/** Logs and counts each request by its route. */
export function observeRequests(deps: Deps) {
  const watch = watchOf(deps)
  return createMiddleware<AppEnv>(async (c, next) => {
    const began = performance.now()
    await next()
    const { method } = c.req
    const { status } = c.res
    noteRequest(watch, { requestId: c.get('requestId'), method, route: routePath(c, -1), status, began })
    if (status === 429) deps.metrics.refusal(refuserOf(c.get('verdicts')))
  })
}

/** On one's own machine a line for each request is noise; on a server it is what happened. */
export function watchOf({ config, log, metrics }: Pick<Deps, 'config' | 'log' | 'metrics'>): Watch {
  return { metrics, log: config.environment === 'production' ? log.info : log.debug }
}

export function noteRequest({ metrics, log }: Watch, answered: AnsweredRequest): void {
  const { requestId, method, route, status, began } = answered
  const durationMs = performance.now() - began
  metrics.request(route, method, status, durationMs / 1000)
  log('request', {
    request_id: requestId,
    method,
    route,
    status,
    duration_ms: Math.round(durationMs * 10) / 10,
  })
}

/** The first limit that refused; a few refuse without telling how the caller stands. */
function refuserOf(verdicts: Verdicts = {}): string {
  return Object.entries(verdicts).find(([, { allowed }]) => !allowed)?.[0] ?? 'other'
}
