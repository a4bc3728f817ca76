import { createRoute } from '@hono/zod-openapi'
import { operationToWire } from '@todo/core'
import { HistoryAnswer, HistoryParameters } from '@todo/core/schemas'
import type { Deps } from '../deps.ts'
import { credential, json, type Router, refusals } from '../openapi.ts'
import { historyQuery } from '../wire.ts'
import { reading } from './middleware.ts'

/** What was changed, newest first. */
export function addHistory(router: Router, deps: Deps): void {
  const history = createRoute({
    method: 'get',
    path: '/api/history',
    tags: ['History'],
    operationId: 'listHistory',
    summary: 'List operations with their events, newest first',
    security: credential,
    middleware: reading(deps),
    request: { query: HistoryParameters },
    responses: { 200: json('A page of operations', HistoryAnswer), ...refusals() },
  })
  router.openapi(history, async (c) => {
    const page = await c.get('tasks').history(historyQuery(c.req.valid('query')))
    return c.json({ operations: page.operations.map(operationToWire), next_cursor: page.nextCursor }, 200)
  })
}
