import { createRoute } from '@hono/zod-openapi'
import { TodoError } from '@todo/core'
import {
  ApiKeyMadeAnswer,
  ApiKeysAnswer,
  CreateApiKeyBody,
  IdParameters,
  MessageAnswer,
  NoParameters,
} from '@todo/core/schemas'
import { HttpError } from '@todo/http'
import { authenticate } from '../auth/authenticate.ts'
import type { Deps } from '../deps.ts'
import { body, credential, json, type Router, refusals, writeHeaders, writeRefusals } from '../openapi.ts'
import { accountActing, accountWriting } from './account-writing.ts'

const path = '/api/account/api-keys'
const common = { tags: ['Account'], security: credential }

/** Keys for programs. Only who signed in makes, sees and ends them: a key cannot. */
export function addApiKeys(router: Router, deps: Deps): void {
  addCreate(router, deps)
  const list = createRoute({
    ...common,
    method: 'get',
    path,
    operationId: 'listApiKeys',
    summary: 'List the API keys of the account',
    middleware: [authenticate(deps, 'account')],
    request: { query: NoParameters },
    responses: {
      200: json('Keys, the newest first, without what makes them work', ApiKeysAnswer),
      ...refusals(),
    },
  })
  router.openapi(list, async (c) =>
    c.json({ api_keys: await deps.apiKeys.list(c.get('principal').userId) }, 200),
  )

  const revoke = createRoute({
    ...common,
    method: 'delete',
    path: `${path}/{id}`,
    operationId: 'revokeApiKey',
    summary: 'End an API key',
    middleware: accountActing(deps),
    parameters: writeHeaders,
    request: { params: IdParameters, query: NoParameters },
    responses: {
      200: json('It has ended', MessageAnswer, 'Idempotency-Replayed'),
      ...refusals(404, 409, ...writeRefusals),
    },
  })
  router.openapi(revoke, async (c) => {
    const ended = await deps.apiKeys.revoke(c.get('principal').userId, c.req.valid('param').id)
    if (!ended) throw new HttpError('NOT_FOUND', { message: 'API key not found' })
    return c.json({ message: 'API key revoked' }, 200)
  })
}

function addCreate(router: Router, deps: Deps): void {
  const create = createRoute({
    ...common,
    method: 'post',
    path,
    operationId: 'createApiKey',
    summary: 'Make an API key; it is shown only in this answer',
    middleware: accountWriting(deps),
    parameters: writeHeaders,
    request: { query: NoParameters, body: body(CreateApiKeyBody) },
    responses: {
      201: json('The key', ApiKeyMadeAnswer, 'Idempotency-Replayed'),
      ...refusals(409, ...writeRefusals),
    },
  })
  router.openapi(create, async (c) => {
    const { name, scopes, expires_at: expiresAt = null } = c.req.valid('json')
    if (expiresAt !== null && Date.parse(expiresAt) <= deps.clock.now()) {
      throw new TodoError('VALIDATION_FAILED', {
        issues: [{ path: 'expires_at', message: 'Give a time that is still to come' }],
      })
    }
    const operationId = c.get('request')?.operationId
    const input = { name, scopes, expiresAt }
    return c.json(await deps.apiKeys.create(c.get('principal').userId, input, operationId), 201)
  })
}
