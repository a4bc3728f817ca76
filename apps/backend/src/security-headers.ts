import { securityHeaders } from '@todo/http'
import { createMiddleware } from 'hono/factory'
import type { AppEnv } from './environment.ts'

const entries = Object.entries(securityHeaders)

/** Says it of every answer, unless that says otherwise: a page has a policy of its own. */
export function addSecurityHeaders() {
  return createMiddleware<AppEnv>((c, next) => {
    for (const [name, value] of entries) c.env.outgoing.setHeader(name, value)
    return next()
  })
}
