import { createRoute } from '@hono/zod-openapi'
import { RealtimeParameters } from '@todo/core/schemas'
import { HttpError } from '@todo/http'
import type { Deps } from '../deps.ts'
import { credential, type Router, refusals } from '../openapi.ts'
import { realtimePath } from '../realtime/request.ts'
import { reading } from './middleware.ts'

/** What a plain request to the socket's address is told; upgrades never get here. */
export function addRealtime(router: Router, deps: Deps): void {
  const realtime = createRoute({
    method: 'get',
    path: realtimePath,
    tags: ['History'],
    operationId: 'realtime',
    summary: 'Open a WebSocket: what happened after a cursor, then what happens',
    security: credential,
    middleware: reading(deps),
    request: { query: RealtimeParameters },
    responses: { 101: { description: 'The socket is open' }, ...refusals(426) },
  })
  router.openapi(realtime, () => {
    throw new HttpError('UPGRADE_REQUIRED', { headers: { upgrade: 'websocket', connection: 'upgrade' } })
  })
}
