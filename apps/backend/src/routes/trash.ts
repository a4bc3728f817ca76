import { createRoute } from '@hono/zod-openapi'
import type { PurgeWritten } from '@todo/core'
import {
  ListParameters,
  NoParameters,
  PurgeAnswer,
  TaskPageAnswer,
  TaskRefParameters,
} from '@todo/core/schemas'
import type { Deps } from '../deps.ts'
import {
  credential,
  json,
  proposed,
  type Router,
  refusals,
  taskWriteHeaders,
  writeHeaders,
  writeRefusals,
} from '../openapi.ts'
import { operationHeaders } from '../openapi-headers.ts'
import { conditional } from '../versions.ts'
import { listQuery } from '../wire.ts'
import { answerWrite, pageAnswer } from './answers.ts'
import { acting, reading } from './middleware.ts'

const tags = ['Trash']

/** What was deleted and can still be restored, and its end. */
export function addTrash(router: Router, deps: Deps): void {
  const list = createRoute({
    method: 'get',
    path: '/api/trash',
    tags,
    operationId: 'listTrash',
    summary: 'List the tasks in the trash, the last deleted first',
    security: credential,
    middleware: reading(deps),
    request: { query: ListParameters },
    responses: { 200: json('A page of tasks', TaskPageAnswer), ...refusals() },
  })
  router.openapi(list, async (c) => {
    const page = await c.get('tasks').list({ ...listQuery(c.req.valid('query')), trash: true })
    return c.json(pageAnswer(page), 200)
  })

  const empty = createRoute({
    method: 'delete',
    path: '/api/trash',
    tags,
    operationId: 'emptyTrash',
    summary: 'End all tasks in the trash for good',
    security: credential,
    middleware: acting(deps),
    parameters: writeHeaders,
    request: { query: NoParameters },
    responses: {
      200: json('The trash is empty', PurgeAnswer, ...operationHeaders),
      ...proposed,
      ...refusals(...writeRefusals),
    },
  })
  router.openapi(empty, (c) =>
    answerWrite(c, purgeAnswer('Trash emptied'), (options) => c.get('tasks').purge('all', options)),
  )

  const purge = createRoute({
    method: 'delete',
    path: '/api/trash/{id}',
    tags,
    operationId: 'purgeTask',
    summary: 'End a task in the trash for good',
    security: credential,
    middleware: acting(deps),
    parameters: taskWriteHeaders,
    request: { params: TaskRefParameters, query: NoParameters },
    responses: {
      200: json('It is gone', PurgeAnswer, ...operationHeaders),
      ...proposed,
      ...refusals(404, 412, ...writeRefusals),
    },
  })
  router.openapi(purge, (c) =>
    answerWrite(c, purgeAnswer('Task deleted for good'), (options) =>
      c.get('tasks').purge([c.req.valid('param').id], conditional(c, options)),
    ),
  )
}

const purgeAnswer = (message: string) => ({
  status: 200 as const,
  body: ({ purged }: PurgeWritten) => ({ message, purged }),
})
