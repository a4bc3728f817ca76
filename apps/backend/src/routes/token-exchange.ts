import { createRoute } from '@hono/zod-openapi'
import {
  accessTokenType,
  chatAudience,
  NoParameters,
  TokenExchangeAnswer,
  TokenExchangeBody,
} from '@todo/core/schemas'
import { HttpError, limitBody } from '@todo/http'
import type { Deps } from '../deps.ts'
import { json, only, type Router } from '../openapi.ts'
import { documentBody, formOrJson, sentAs } from './form-or-json.ts'

/** For the AI service alone: a token to act with for whoever showed it theirs (RFC 8693). */
export function addTokenExchange(router: Router, { tokenExchange }: Deps): void {
  const route = createRoute({
    method: 'post',
    path: '/api/auth/token-exchange',
    tags: ['Sign-in'],
    operationId: 'exchangeToken',
    summary: 'Exchange a token that was shown for one of this API (RFC 8693); for the AI service',
    security: [{ service: [] }],
    hide: true,
    middleware: [limitBody()],
    request: { query: NoParameters, body: formOrJson(TokenExchangeBody) },
    responses: {
      200: json('A token for five minutes', TokenExchangeAnswer),
      ...only(400, 401, 413, 415, 429, 503),
    },
  })
  documentBody(router, route)
  router.openapi(route, async (c) => {
    if (!tokenExchange.isService(secretIn(c.req.header('authorization')))) {
      throw new HttpError('INVALID_SERVICE', { headers: { 'www-authenticate': 'Basic' } })
    }
    const { subject_token, audience } = c.req.valid(sentAs(c.req.header('content-type')))
    const { token, seconds, scopes } = await tokenExchange.exchange(subject_token, audience === chatAudience)
    c.header('Cache-Control', 'no-store')
    return c.json(
      {
        access_token: token,
        issued_token_type: accessTokenType,
        token_type: 'Bearer' as const,
        expires_in: seconds,
        scope: scopes.join(' '),
      },
      200,
    )
  })
}

/** The password of `Authorization: Basic`; the name is `ai-service`. */
function secretIn(authorization = ''): string {
  const encoded = /^Basic +([\w+/=-]+)$/i.exec(authorization)?.[1] ?? ''
  const [name, ...secret] = Buffer.from(encoded, 'base64').toString().split(':')
  return name === 'ai-service' ? secret.join(':') : ''
}
