import { OpenAPIHono } from '@hono/zod-openapi'
import { TodoError } from '@todo/core'
import { ProblemAnswer } from '@todo/core/schemas'
import { issuesOf } from '@todo/http'
import { z } from 'zod'
import type { AppEnv } from './environment.ts'

export type Router = OpenAPIHono<AppEnv>

/** A router whose failed validations name every bad field. */
export function createRouter(): Router {
  return new OpenAPIHono<AppEnv>({
    defaultHook: (result) => {
      if (!result.success) throw new TodoError('VALIDATION_FAILED', { issues: issuesOf(result.error.issues) })
    },
  })
}

/** An answer with a JSON body. */
export function json<Schema extends z.ZodType>(description: string, schema: Schema) {
  return { description, content: { 'application/json': { schema } } }
}

/** A required JSON body. */
export function body<Schema extends z.ZodType>(schema: Schema) {
  return { required: true, content: { 'application/json': { schema } } }
}

/** A JSON body that may be left out. */
export function optionalBody<Schema extends z.ZodType>(schema: Schema) {
  return { required: false, content: { 'application/json': { schema } } }
}

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: ProblemAnswer } },
})

const problems = {
  400: problem('What was sent is not valid; `errors` names each bad field'),
  401: problem('The credential is missing, has ended or was revoked'),
  403: problem('The credential does not allow that'),
  404: problem('There is no such thing, or it is not yours'),
  409: problem('It cannot be done as things stand'),
  410: problem('The copy is too far away from the list: load it anew'),
  412: problem('The task has another version than `If-Match` names'),
  413: problem('The body is too large'),
  415: problem('The body has another type than expected'),
  422: problem('The idempotency key was used for another request'),
  426: problem('This address is for WebSockets'),
  429: problem('Too many requests; `Retry-After` says when to come back'),
  503: problem('The service is not available at the moment; `Retry-After` says when to come back'),
}

/** Refusals that any signed-in request can meet, and those that are named. */
export function refusals(...statuses: (keyof typeof problems)[]) {
  const all = [...new Set<keyof typeof problems>([400, 401, 403, 429, 503, ...statuses])]
  return Object.fromEntries(all.map((status) => [status, problems[status]]))
}

export const writeRefusals = [409, 413, 415, 422] as const

/** What needs a credential: a token, or the cookies of a browser. */
export const credential = [{ bearer: [] }, { cookie: [] }]
/** What is asked with a token that is not an access token. */
export const bearer = [{ bearer: [] }]

/** Headers of a write; a key makes it safe to repeat. */
export const WriteHeaders = z.object({
  'idempotency-key': z.string().optional().meta({ minLength: 1, maxLength: 255 }),
})
export const TaskWriteHeaders = WriteHeaders.extend({ 'if-match': z.string().optional() })
export const TaskReadHeaders = z.object({ 'if-none-match': z.string().optional() })
