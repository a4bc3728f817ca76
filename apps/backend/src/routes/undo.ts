import { createRoute } from '@hono/zod-openapi'
import { taskToWire, type UndoWritten } from '@todo/core'
import { NoParameters, RedoBody, UndoAnswer, UndoBody } from '@todo/core/schemas'
import type { Deps } from '../deps.ts'
import {
  credential,
  json,
  optionalBody,
  proposed,
  type Router,
  refusals,
  writeHeaders,
  writeRefusals,
} from '../openapi.ts'
import { operationHeaders } from '../openapi-headers.ts'
import { bulkUndoInput, given } from '../wire.ts'
import { answerWrite } from './answers.ts'
import { writing } from './middleware.ts'

const tags = ['History']

/** Undo and redo. */
export function addUndo(router: Router, deps: Deps): void {
  const undo = createRoute({
    method: 'post',
    path: '/api/undo',
    tags,
    operationId: 'undo',
    summary: 'Take back the latest operation, the one named, or all of an actor or client since a time',
    security: credential,
    middleware: writing(deps),
    parameters: writeHeaders,
    request: { query: NoParameters, body: optionalBody(UndoBody) },
    responses: {
      200: json('What was taken back', UndoAnswer, ...operationHeaders),
      ...proposed,
      ...refusals(404, 409, ...writeRefusals),
    },
  })
  router.openapi(undo, async (c) => {
    const input = c.req.valid('json')
    const bulk = bulkUndoInput(input)
    return answerWrite(c, undoAnswer, (options) =>
      bulk
        ? c.get('tasks').undoAll(bulk, options)
        : c.get('tasks').undo(given({ operationId: input.operation_id }), options),
    )
  })

  const redo = createRoute({
    method: 'post',
    path: '/api/redo',
    tags,
    operationId: 'redo',
    summary: 'Take back the latest undo that still stands, or the one named',
    security: credential,
    middleware: writing(deps),
    parameters: writeHeaders,
    request: { query: NoParameters, body: optionalBody(RedoBody) },
    responses: {
      200: json('What was brought back', UndoAnswer, ...operationHeaders),
      ...proposed,
      ...refusals(404, 409, ...writeRefusals),
    },
  })
  router.openapi(redo, async (c) => {
    const input = given({ operationId: c.req.valid('json').operation_id })
    return answerWrite(c, undoAnswer, (options) => c.get('tasks').redo(input, options))
  })
}

const undoAnswer = {
  status: 200 as const,
  body: ({ operationId, reverts, tasks }: UndoWritten) => ({
    operation_id: operationId,
    reverts: [...reverts],
    tasks: tasks.map(taskToWire),
  }),
}
