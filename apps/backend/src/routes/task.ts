import { createRoute } from '@hono/zod-openapi'
import type { TaskService, TaskWritten } from '@todo/core'
import {
  MessageAnswer,
  NoParameters,
  TaskAnswer,
  TaskRefParameters,
  UpdateTaskBody,
} from '@todo/core/schemas'
import type { Deps } from '../deps.ts'
import {
  body,
  credential,
  json,
  proposed,
  type Router,
  refusals,
  taskReadHeaders,
  taskWriteHeaders,
  writeRefusals,
} from '../openapi.ts'
import { headersOf, operationHeaders } from '../openapi-headers.ts'
import { conditional, etagOf, hasVersion } from '../versions.ts'
import { updateInput } from '../wire.ts'
import { answerTask, answerWrite, taskAnswer } from './answers.ts'
import { acting, reading, writing } from './middleware.ts'

const path = '/api/tasks/{id}'
const tags = ['Tasks']
const found = json('The task', TaskAnswer, 'ETag')
const changed = json('The task', TaskAnswer, 'ETag', ...operationHeaders)

/** One task: read, change, complete, reopen, delete, restore. */
export function addTask(router: Router, deps: Deps): void {
  const params = TaskRefParameters
  const get = createRoute({
    method: 'get',
    path,
    tags,
    operationId: 'getTask',
    summary: 'Get a task',
    security: credential,
    middleware: reading(deps),
    parameters: taskReadHeaders,
    request: { params, query: NoParameters },
    responses: {
      200: found,
      304: { description: 'It is as `If-None-Match` names it', headers: headersOf(['ETag']) },
      ...refusals(404),
    },
  })
  router.openapi(get, async (c) => {
    const task = await c.get('tasks').get(c.req.valid('param').id)
    if (!hasVersion(c.req.header('if-none-match'), task.version)) return c.json(taskAnswer(c, task), 200)
    c.header('ETag', etagOf(task.version))
    return c.body(null, 304)
  })

  const update = createRoute({
    method: 'patch',
    path,
    tags,
    operationId: 'updateTask',
    summary: 'Change the fields named',
    security: credential,
    middleware: writing(deps),
    parameters: taskWriteHeaders,
    request: { params, query: NoParameters, body: body(UpdateTaskBody) },
    responses: { 200: changed, ...proposed, ...refusals(404, 412, ...writeRefusals) },
  })
  router.openapi(update, async (c) => {
    const { id } = c.req.valid('param')
    const input = updateInput(c.req.valid('json'))
    return answerTask(c, 200, (options) => c.get('tasks').update(id, input, conditional(c, options)))
  })

  const remove = createRoute({
    method: 'delete',
    path,
    tags,
    operationId: 'deleteTask',
    summary: 'Put a task in the trash',
    security: credential,
    middleware: acting(deps),
    parameters: taskWriteHeaders,
    request: { params, query: NoParameters },
    responses: {
      200: json('It is in the trash', MessageAnswer, ...operationHeaders),
      ...proposed,
      ...refusals(404, 412, ...writeRefusals),
    },
  })
  router.openapi(remove, async (c) => {
    const { id } = c.req.valid('param')
    const body = (_: TaskWritten) => ({ message: 'Task deleted' })
    return answerWrite(c, { status: 200, body }, (options) =>
      c.get('tasks').delete(id, conditional(c, options)),
    )
  })

  addPlainVerbs(router, deps)
}

const plainVerbs = [
  { verb: 'complete', summary: 'Mark a task as done' },
  { verb: 'reopen', summary: 'Mark a done task as pending' },
  { verb: 'restore', summary: 'Take a task out of the trash' },
] as const satisfies readonly { verb: keyof TaskService; summary: string }[]

function addPlainVerbs(router: Router, deps: Deps): void {
  for (const { verb, summary } of plainVerbs) {
    const route = createRoute({
      method: 'post',
      path: `${path}/${verb}`,
      tags,
      operationId: `${verb}Task`,
      summary,
      security: credential,
      middleware: acting(deps),
      parameters: taskWriteHeaders,
      request: { params: TaskRefParameters, query: NoParameters },
      responses: { 200: changed, ...proposed, ...refusals(404, 412, ...writeRefusals) },
    })
    router.openapi(route, async (c) => {
      const { id } = c.req.valid('param')
      return answerTask(c, 200, (options) => c.get('tasks')[verb](id, conditional(c, options)))
    })
  }
}
