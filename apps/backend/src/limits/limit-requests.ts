import { callerAddress, rateLimitHeaders, trustProxies } from '@todo/http'
import { createMiddleware } from 'hono/factory'
import type { Deps } from '../deps.ts'
import type { AppEnv } from '../environment.ts'
import { refuseBeyond } from './verdicts.ts'

/** What asks whether the server lives must not be refused because it asks often. */
const unlimited = new Set(['/health', '/ready'])

/**
 * Notes where a request came from, counts it for that address, and tells in the answer what may still be sent.
 * Stands first: what reads the body may put another request in its place.
 */
export function limitRequests({ config, requestLimits }: Pick<Deps, 'config' | 'requestLimits'>) {
  const isTrusted = trustProxies(config.server.trusted_proxies)
  return createMiddleware<AppEnv>(async (c, next) => {
    const address = callerAddress(c.req.raw, isTrusted)
    c.set('address', address)
    if (!unlimited.has(c.req.path)) refuseBeyond(c, 'address', requestLimits.countAddress(address))
    await next()
    const verdicts = c.get('verdicts')
    if (!verdicts) return
    const headers = rateLimitHeaders(verdicts)
    c.env.outgoing.setHeader('RateLimit-Policy', headers['RateLimit-Policy'])
    c.env.outgoing.setHeader('RateLimit', headers.RateLimit)
  })
}
