import { createRoute } from '@hono/zod-openapi'
import { NoParameters } from '@todo/core/schemas'
import type { JSONWebKeySet } from 'jose'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { json, only, type Router } from '../openapi.ts'

/** Stated rather than checked: what is answered is our own. */
const KeysAnswer = z.custom<JSONWebKeySet>().meta({
  type: 'object',
  required: ['keys'],
  properties: {
    keys: {
      type: 'array',
      items: {
        type: 'object',
        required: ['kty', 'kid'],
        properties: { kty: { type: 'string' }, kid: { type: 'string' } },
      },
    },
  },
})

/** The public keys of access tokens, for services that verify them. */
export function addKeys(router: Router, { accounts }: Deps): void {
  const route = createRoute({
    method: 'get',
    path: '/.well-known/jwks.json',
    tags: ['Sign-in'],
    operationId: 'publicKeys',
    summary: 'The keys that access tokens are verified with (RFC 7517)',
    request: { query: NoParameters },
    responses: { 200: json('The keys', KeysAnswer), ...only(400, 429, 503) },
  })
  router.openapi(route, async (c) => {
    c.header('Cache-Control', 'public, max-age=300')
    return c.json(await accounts.publicKeys(), 200)
  })
}
