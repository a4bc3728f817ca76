import { createRoute } from '@hono/zod-openapi'
import { CredentialAnswer, NoParameters } from '@todo/core/schemas'
import { HttpError } from '@todo/http'
import { bearerToken } from '../auth/authenticate.ts'
import type { Deps } from '../deps.ts'
import { refuseBeyond } from '../limits/verdicts.ts'
import { bearer, json, type Router, refusals } from '../openapi.ts'

/** Tells a service that stands between a program and this one what the program's credential is. */
export function addCredential(router: Router, deps: Deps): void {
  const route = createRoute({
    method: 'get',
    path: '/api/auth/credential',
    tags: ['Sign-in'],
    operationId: 'getCredential',
    summary: 'Say what the credential is that is shown: whose, and what it allows',
    security: bearer,
    request: { query: NoParameters },
    responses: { 200: json('The credential', CredentialAnswer), ...refusals() },
  })
  router.openapi(route, async (c) => {
    const token = bearerToken(c.req.header('authorization'))
    const principal = token === null ? null : await deps.tokens.verify(token)
    if (!principal) throw new HttpError('UNAUTHENTICATED')
    refuseBeyond(c, 'account', deps.requestLimits.countAccount(principal.userId))
    const user = await deps.accounts.user(principal.userId)
    if (!user) throw new HttpError('UNAUTHENTICATED')
    const { userId, sessionId, name = null, actor, client, scopes, expiresAt } = principal
    c.header('Cache-Control', 'no-store')
    return c.json(
      {
        user_id: userId,
        session_id: sessionId,
        name,
        actor,
        client,
        scopes: [...scopes],
        expires_at: Number.isFinite(expiresAt) ? new Date(expiresAt).toISOString() : null,
        timezone: user.timezone,
      },
      200,
    )
  })
}
