import { createTaskService, type Scope } from '@todo/core'
import { HttpError, type Principal, type TokenScope } from '@todo/http'
import { createMiddleware } from 'hono/factory'
import type { Deps } from '../deps.ts'
import type { AppEnv } from '../environment.ts'
import { refuseBeyond } from '../limits/verdicts.ts'

/** The token of `Authorization: Bearer`, or `null`. */
export function bearerToken(header: string | undefined): string | null {
  return /^Bearer +([\w\-.~+/=]{1,4096})$/i.exec(header ?? '')?.[1] ?? null
}

/** Personal spaces have the id of their user, so that a token names both. */
export const personalScope = ({ userId }: Principal): Scope => ({ spaceId: userId, userId })

/** Lets a request in whose credential has the scope, and binds the verbs to whom it names. */
export function authenticate(deps: Deps, scope: TokenScope) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const token = bearerToken(c.req.header('authorization'))
    const principal = token === null ? null : await deps.tokens.verify(token)
    if (!principal) throw new HttpError('UNAUTHENTICATED', { headers: { 'www-authenticate': 'Bearer' } })
    refuseBeyond(c, 'account', deps.requestLimits.countAccount(principal.userId))
    if (!principal.scopes.includes(scope)) throw new HttpError('INSUFFICIENT_SCOPE')
    const domain = {
      store: deps.store,
      clock: deps.clock,
      ids: deps.ids,
      scope: personalScope(principal),
      actor: principal.actor,
      client: principal.client,
      correlationId: c.get('requestId'),
    }
    c.set('principal', principal)
    c.set('domain', domain)
    c.set('tasks', createTaskService(domain))
    await next()
  })
}
