import { createRoute } from '@hono/zod-openapi'
import { NoParameters } from '@todo/core/schemas'
import { HttpError } from '@todo/http'
import { isMigrated } from '@todo/store/postgres'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { json, only, type Router } from '../openapi.ts'

const StatusAnswer = z.strictObject({ status: z.string() })
const tags = ['Health']

/** Whether the process lives, and whether it can serve. */
export function addHealth(router: Router, deps: Deps): void {
  const health = createRoute({
    method: 'get',
    path: '/health',
    tags,
    operationId: 'health',
    summary: 'The process runs',
    request: { query: NoParameters },
    responses: { 200: json('It runs', StatusAnswer), ...only(400, 503) },
  })
  router.openapi(health, (c) => c.json({ status: 'ok' }, 200))

  const ready = createRoute({
    method: 'get',
    path: '/ready',
    tags,
    operationId: 'ready',
    summary: 'The database can be reached and has the schema of this release',
    request: { query: NoParameters },
    responses: { 200: json('It can serve', StatusAnswer), ...only(400, 503) },
  })
  router.openapi(ready, async (c) => {
    const migrated = await isMigrated(deps.pool)
    if (!migrated) throw new HttpError('UNAVAILABLE', { message: 'The database is not migrated yet' })
    return c.json({ status: 'ready' }, 200)
  })
}
