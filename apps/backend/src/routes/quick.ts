import { createRoute } from '@hono/zod-openapi'
import { type TaskWritten, TodoError } from '@todo/core'
import { parseQuickAdd, QuickAddError, type QuickAddResult, todayIn } from '@todo/core/quick-add'
import { ExplainBody, ExplainOutput, NoParameters, QuickAnswer, QuickBody } from '@todo/core/schemas'
import type { Context } from 'hono'
import type { Deps } from '../deps.ts'
import type { AppEnv } from '../environment.ts'
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
import { given } from '../wire.ts'
import { answerWrite, tagged, taskBody } from './answers.ts'
import { explaining, writing } from './middleware.ts'

const tags = ['Quick add']

/** Tasks from one line of text, and what such a line is understood as. */
export function addQuick(router: Router, deps: Deps): void {
  const quick = createRoute({
    method: 'post',
    path: '/api/tasks/quick',
    tags,
    operationId: 'quickAdd',
    summary: 'Make a task from one line of text',
    security: credential,
    middleware: writing(deps),
    parameters: writeHeaders,
    request: { query: NoParameters, body: body(QuickBody) },
    responses: {
      201: json('The new task, and how the text was read', QuickAnswer, 'ETag', ...operationHeaders),
      ...proposed,
      ...refusals(404, 409, ...writeRefusals),
    },
  })
  router.openapi(quick, async (c) => {
    const { text, id, timezone, locale } = c.req.valid('json')
    const read = await readText(deps, c, text, { timezone, locale })
    const { title, dueDate, priority, tags: named } = read
    const input = { title, dueDate, tags: named, ...(priority && { priority }), ...given({ id }) }
    const body = (written: TaskWritten) => ({ ...taskBody(written), explain: explainAnswer(read) })
    return answerWrite(c, { status: 201, body }, async (options) =>
      tagged(c, await c.get('tasks').create(input, options).catch(blameText)),
    )
  })

  const explain = createRoute({
    method: 'post',
    path: '/api/tasks/explain',
    tags,
    operationId: 'explain',
    summary: 'Say how a line of text would be read',
    security: credential,
    middleware: explaining(deps),
    request: { query: NoParameters, body: body(ExplainBody) },
    responses: { 200: json('Which stretches were taken for what', ExplainOutput), ...refusals(413, 415) },
  })
  router.openapi(explain, async (c) => {
    const { text, timezone, locale } = c.req.valid('json')
    return c.json(explainAnswer(await readText(deps, c, text, { timezone, locale })), 200)
  })
  refuseOtherMethods(router, quick.path)
  refuseOtherMethods(router, explain.path)
}

type Place = { timezone?: string | undefined; locale?: string | undefined }

/** "Today" follows the request's time zone, else the account's, else UTC. */
async function readText(deps: Deps, c: Context<AppEnv>, text: string, place: Place): Promise<QuickAddResult> {
  const complete = place.timezone !== undefined && place.locale !== undefined
  const account = complete ? null : await deps.accounts.user(c.get('principal').userId)
  const timezone = place.timezone ?? account?.timezone ?? 'UTC'
  try {
    return parseQuickAdd(text, {
      today: todayIn(timezone, new Date(deps.clock.now())),
      locale: place.locale ?? account?.locale ?? null,
    })
  } catch (error) {
    if (error instanceof QuickAddError) throw textRefused(error.message)
    throw error
  }
}

const textRefused = (message: string): TodoError =>
  new TodoError('VALIDATION_FAILED', { issues: [{ path: 'text', message }] })

/** What is wrong with a title that was read from the text is wrong with the text. */
function blameText(error: unknown): never {
  if (!(error instanceof TodoError) || error.code !== 'VALIDATION_FAILED') throw error
  const issues = error.issues.map((issue) => ({
    ...issue,
    path: issue.path === 'id' ? 'id' : 'text',
  }))
  throw new TodoError('VALIDATION_FAILED', { issues })
}

const explainAnswer = ({ title, dueDate, priority, tags: named, spans }: QuickAddResult) => ({
  title,
  due_date: dueDate,
  priority,
  tags: named,
  spans,
})
