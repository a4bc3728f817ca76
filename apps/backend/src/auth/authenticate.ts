import { type Scope, TodoError, type TokenScope } from '@todo/core'
import { AgentName } from '@todo/core/schemas'
import { HttpError, type Principal } from '@todo/http'
import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { Deps } from '../deps.ts'
import type { AppEnv } from '../environment.ts'
import { refuseBeyond } from '../limits/verdicts.ts'
import { onlyProposes, serviceFor } from '../proposals/service-for.ts'
import type { BrowserSessions } from './browser-sessions.ts'

/** The token of `Authorization: Bearer`, or `null`. */
export function bearerToken(header: string | undefined): string | null {
  return /^Bearer +([\w\-.~+/=]{1,4096})$/i.exec(header ?? '')?.[1] ?? null
}

/** Personal spaces have the id of their user, so that a token names both. */
export const personalScope = ({ userId }: Principal): Scope => ({ spaceId: userId, userId })

type Credentials = Pick<Deps, 'tokens' | 'browserSessions'>

/** Whom the token names or, where there is none, the cookies. A cookie changes something only for a page of ours. */
async function principalOf({ tokens, browserSessions }: Credentials, c: Context<AppEnv>) {
  const authorization = c.req.header('authorization')
  if (authorization !== undefined) {
    const token = bearerToken(authorization)
    return token === null ? null : tokens.verify(token)
  }
  const recognised = await browserSessions.recognise(c.req.header('cookie'))
  if (!recognised) return null
  if (c.req.method !== 'GET' && c.req.method !== 'HEAD')
    refuseOtherOrigin(browserSessions, (name) => c.req.header(name))
  for (const cookie of recognised.setCookies) c.header('Set-Cookie', cookie, { append: true })
  return recognised.principal
}

/** Pages of other sites may have the browser send its cookies along (CSRF): what they send is refused. */
export function refuseOtherOrigin(
  browserSessions: Pick<BrowserSessions, 'isOwnOrigin'>,
  header: (name: string) => string | undefined,
): void {
  const [origin, host] = [header('origin'), header('host')]
  if (!browserSessions.isOwnOrigin({ origin, host })) throw new HttpError('FORBIDDEN_ORIGIN')
}

/**
 * A page that was one person's must not write into the list of whoever has signed in in another tab since: it says whose
 * it is by `X-Todo-User`.
 */
function isMeant({ userId }: Principal, c: Context<AppEnv>): boolean {
  const meant = c.req.header('x-todo-user')
  return meant === undefined || meant === userId
}

/**
 * In whose name the change is kept. A program over MCP says by `X-Todo-Agent` what it is called, so that the service
 * between it and this one can pass its author on: a person's token may speak for an agent, never the other way round, nor one agent for another.
 */
function authorOf(c: Context<AppEnv>, { actor, client }: Principal): Pick<Principal, 'actor' | 'client'> {
  const given = c.req.header('x-todo-agent')
  if (given === undefined || actor !== 'user') return { actor, client }
  const name = AgentName.safeParse(given)
  if (!name.success) throw invalidAgent
  return { actor: 'agent', client: `mcp:${name.data}` }
}

const invalidAgent = new TodoError('VALIDATION_FAILED', {
  issues: [{ path: 'x-todo-agent', message: 'Name the program in 1 to 76 ASCII characters' }],
})

/**
 * Lets a request in whose credential has the scope, and binds the verbs to whom it names. Where one that may only propose
 * is to write, the verbs propose.
 */
export function authenticate(deps: Deps, scope: TokenScope) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const principal = await principalOf(deps, c)
    if (!principal || !isMeant(principal, c)) throw new HttpError('UNAUTHENTICATED')
    refuseBeyond(c, 'account', deps.requestLimits.countAccount(principal.userId))
    const wanted = scope === 'tasks:write' && onlyProposes(principal) ? 'tasks:propose' : scope
    if (!principal.scopes.includes(wanted)) throw new HttpError('INSUFFICIENT_SCOPE')
    const domain = {
      store: deps.store,
      clock: deps.clock,
      ids: deps.ids,
      scope: personalScope(principal),
      ...authorOf(c, principal),
      correlationId: c.get('requestId'),
    }
    c.set('principal', principal)
    c.set('domain', domain)
    c.set(
      'tasks',
      serviceFor(deps, principal, domain, () => c.get('request')?.operationId),
    )
    await next()
  })
}
