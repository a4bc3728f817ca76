import { createRoute } from '@hono/zod-openapi'
import { type TagsWritten, taskToWire } from '@todo/core'
import { NoParameters, RenameTagBody, TagParameters, TagsAnswer, TagsWrittenAnswer } from '@todo/core/schemas'
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
import { answerWrite } from './answers.ts'
import { acting, reading, writing } from './middleware.ts'

const tags = ['Tags']

/** Tags with counts; renaming and deleting one changes every task that has it. */
export function addTags(router: Router, deps: Deps): void {
  const list = createRoute({
    method: 'get',
    path: '/api/tags',
    tags,
    operationId: 'listTags',
    summary: 'List the tags in use',
    security: credential,
    middleware: reading(deps),
    request: { query: NoParameters },
    responses: {
      200: json('Tags with how many open and how many tasks have each', TagsAnswer),
      ...refusals(),
    },
  })
  router.openapi(list, async (c) => c.json({ tags: await c.get('tasks').tags() }, 200))

  const rename = createRoute({
    method: 'post',
    path: '/api/tags/rename',
    tags,
    operationId: 'renameTag',
    summary: 'Give every task that has one tag another instead',
    security: credential,
    middleware: writing(deps),
    parameters: writeHeaders,
    request: { query: NoParameters, body: body(RenameTagBody) },
    responses: {
      200: json('The tasks changed', TagsWrittenAnswer, ...operationHeaders),
      ...proposed,
      ...refusals(404, ...writeRefusals),
    },
  })
  router.openapi(rename, async (c) => {
    const { from, to } = c.req.valid('json')
    return answerWrite(c, tagsAnswer, (options) => c.get('tasks').renameTag(from, to, options))
  })

  const remove = createRoute({
    method: 'delete',
    path: '/api/tags/{tag}',
    tags,
    operationId: 'deleteTag',
    summary: 'Take a tag off every task',
    security: credential,
    middleware: acting(deps),
    parameters: writeHeaders,
    request: { params: TagParameters, query: NoParameters },
    responses: {
      200: json('The tasks changed', TagsWrittenAnswer, ...operationHeaders),
      ...proposed,
      ...refusals(404, ...writeRefusals),
    },
  })
  router.openapi(remove, (c) =>
    answerWrite(c, tagsAnswer, (options) => c.get('tasks').deleteTag(c.req.valid('param').tag, options)),
  )
}

const tagsAnswer = {
  status: 200 as const,
  body: ({ operationId, tasks }: TagsWritten) => ({
    operation_id: operationId,
    tasks: tasks.map(taskToWire),
  }),
}
