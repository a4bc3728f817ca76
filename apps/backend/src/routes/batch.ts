import { createRoute } from '@hono/zod-openapi'
import { type BatchWritten, type Task, taskToWire } from '@todo/core'
import { BatchAnswer, BatchBody, NoParameters } from '@todo/core/schemas'
import type { Deps } from '../deps.ts'
import {
  body,
  credential,
  json,
  proposed,
  type Router,
  refusals,
  refuseOtherMethods,
  writeHeaders,
  writeRefusals,
} from '../openapi.ts'
import { operationHeaders } from '../openapi-headers.ts'
import { batchCommand } from '../wire.ts'
import { answerWrite } from './answers.ts'
import { writing } from './middleware.ts'

const path = '/api/tasks/batch'

/** Many changes as one operation, all or nothing. */
export function addBatch(router: Router, deps: Deps): void {
  const batch = createRoute({
    method: 'post',
    path,
    tags: ['Tasks'],
    operationId: 'batchTasks',
    summary: 'Carry out several changes as one operation',
    security: credential,
    middleware: writing(deps),
    parameters: writeHeaders,
    request: { query: NoParameters, body: body(BatchBody) },
    responses: {
      200: json('The task that each change left, in order', BatchAnswer, ...operationHeaders),
      ...proposed,
      ...refusals(404, 409, ...writeRefusals),
    },
  })
  router.openapi(batch, async (c) => {
    const { operations } = c.req.valid('json')
    const commands = operations.map(batchCommand)
    const body = (written: BatchWritten) => batchBody(operations, written)
    return answerWrite(c, { status: 200, body }, (options) => c.get('tasks').batch(commands, options))
  })
  refuseOtherMethods(router, path)
}

function batchBody(operations: Operations, { operationId, tasks, replayed }: BatchWritten) {
  const results = replayed
    ? repeatedResults(operations, tasks)
    : tasks.map((task, index): Result => ({ op: operations[index]?.op ?? 'update', task }))
  return {
    operation_id: operationId,
    results: results.map(({ op, task }) => ({ op, task: taskToWire(task) })),
  }
}

type Operations = BatchBody['operations']
type Result = { op: Operations[number]['op']; task: Task }

/**
 * What each change left, told from what the operation left: there each task stands once, and one that was left
 * as it was does not stand at all. What is not to be told any more is left out.
 */
function repeatedResults(operations: Operations, left: readonly Task[]): Result[] {
  const named = new Set(operations.map(({ id }) => id))
  const made = left.filter(({ id, version }) => version === 1 && !named.has(id))
  return operations.flatMap(({ op, id }) => {
    const task = id === undefined ? made.shift() : left.find((each) => each.id === id || each.number === id)
    return task ? [{ op, task }] : []
  })
}
