import { securityHeaders } from '@todo/http'
import { createMiddleware } from 'hono/factory'
import type { AppEnv } from './environment.ts'

/** Adds what an answer does not say already: a page has a policy of its own. */
export function addSecurityHeaders() {
  return createMiddleware<AppEnv>(async (c, next) => {
    await next()
    const { headers } = c.res
    for (const [name, value] of Object.entries(securityHeaders)) {
      if (!headers.has(name)) headers.set(name, value)
    }
  })
}
