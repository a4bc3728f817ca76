import { callerAddress } from '@todo/http'
import { createMiddleware } from 'hono/factory'
import type { Deps } from '../deps.ts'
import type { AppEnv } from '../environment.ts'

/** Notes where a request came from. Stands first: what reads the body may put another request in its place. */
export function nameCaller({ config }: Pick<Deps, 'config'>) {
  return createMiddleware<AppEnv>(async (c, next) => {
    c.set('address', callerAddress(c.req.raw, config.server.trusted_proxies))
    await next()
  })
}
