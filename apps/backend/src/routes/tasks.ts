import { createRoute } from '@hono/zod-openapi'
import { CreateTaskBody, ListParameters, NoParameters, TaskAnswer, TaskPageAnswer } from '@todo/core/schemas'
import type { Deps } from '../deps.ts'
import {
  body,
  credential,
  json,
  proposed,
  type Router,
  refusals,
  writeHeaders,
  writeRefusals,
} from '../openapi.ts'
import { operationHeaders } from '../openapi-headers.ts'
import { createInput, listQuery } from '../wire.ts'
import { answerTask, pageAnswer } from './answers.ts'
import { reading, writing } from './middleware.ts'

const path = '/api/tasks'
const tags = ['Tasks']

/** The list of tasks and the making of one. */
export function addTasks(router: Router, deps: Deps): void {
  const list = createRoute({
    method: 'get',
    path,
    tags,
    operationId: 'listTasks',
    summary: 'List tasks, by page or by cursor',
    security: credential,
    middleware: reading(deps),
    request: { query: ListParameters },
    responses: { 200: json('A page of tasks', TaskPageAnswer), ...refusals() },
  })
  router.openapi(list, async (c) =>
    c.json(pageAnswer(await c.get('tasks').list(listQuery(c.req.valid('query')))), 200),
  )

  const create = createRoute({
    method: 'post',
    path,
    tags,
    operationId: 'createTask',
    summary: 'Make a task',
    security: credential,
    middleware: writing(deps),
    parameters: writeHeaders,
    request: { query: NoParameters, body: body(CreateTaskBody) },
    responses: {
      201: json('The new task', TaskAnswer, 'ETag', ...operationHeaders),
      ...proposed,
      ...refusals(404, 409, ...writeRefusals),
    },
  })
  router.openapi(create, (c) =>
    answerTask(c, 201, (options) => c.get('tasks').create(createInput(c.req.valid('json')), options)),
  )
}
