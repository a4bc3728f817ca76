import { createRoute } from '@hono/zod-openapi'
import { syncToWire } from '@todo/core'
import { SyncPage, SyncParameters } from '@todo/core/schemas'
import type { Deps } from '../deps.ts'
import { credential, json, type Router, refusals } from '../openapi.ts'
import { given } from '../wire.ts'
import { reading } from './middleware.ts'

/** The log of the list, for copies of it. */
export function addSync(router: Router, deps: Deps): void {
  const sync = createRoute({
    method: 'get',
    path: '/api/sync',
    tags: ['History'],
    operationId: 'sync',
    summary: 'Load the list in pages, or what happened after a cursor',
    security: credential,
    middleware: reading(deps),
    request: { query: SyncParameters },
    responses: { 200: json('A page of tasks, or of events', SyncPage), ...refusals(410) },
  })
  router.openapi(sync, async (c) =>
    c.json(syncToWire(await c.get('tasks').sync(given(c.req.valid('query')))), 200),
  )
}
