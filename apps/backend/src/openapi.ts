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

const header = (description: string, schema: object = { type: 'string' }) => ({ description, schema })

const replayed = {
  'Idempotency-Replayed': header('The answer is that to an earlier request with the same key', {
    type: 'string',
    enum: ['true'],
  }),
}
const writeHeaders = {
  'X-Operation-Id': header('The operation that was recorded; not there where nothing was to be changed', {
    type: 'string',
    format: 'uuid',
  }),
  ...replayed,
}
/** What a task's answers say of its version. */
export const etagHeader = { ETag: header('The version of the task, for `If-Match` and `If-None-Match`') }

/** The answer of a write that records no operation. */
export function repeatableAnswer<Schema extends z.ZodType>(description: string, schema: Schema) {
  return { ...json(description, schema), headers: replayed }
}

/** The answer of a write. */
export function writeAnswer<Schema extends z.ZodType>(description: string, schema: Schema) {
  return { ...json(description, schema), headers: writeHeaders }
}

/** The answer of a write that is about one task. */
export function taskWriteAnswer<Schema extends z.ZodType>(description: string, schema: Schema) {
  return { ...json(description, schema), headers: { ...etagHeader, ...writeHeaders } }
}

/** A required JSON body. */
export function body<Schema extends z.ZodType>(schema: Schema) {
  return { required: true, content: { 'application/json': { schema } } }
}

/** A JSON body that may be left out. */
export function optionalBody<Schema extends z.ZodType>(schema: Schema) {
  return { required: false, content: { 'application/json': { schema } } }
}

const problem = (description: string, headers: Record<string, ReturnType<typeof header>> = {}) => ({
  description,
  headers,
  content: { 'application/problem+json': { schema: ProblemAnswer } },
})
const retryAfter = { 'Retry-After': header('Seconds', { type: 'integer', minimum: 0 }) }
const upgrade = { Upgrade: header('`websocket`') }
const authenticate = { 'WWW-Authenticate': header('`Bearer`, where no credential that counts was sent') }

const problems = {
  400: problem('What was sent is not valid; `errors` names each bad field'),
  401: problem('The credential is missing, has ended or was revoked', authenticate),
  403: problem('The credential does not allow that'),
  404: problem('There is no such thing, or it is not yours'),
  409: problem('It cannot be done as things stand'),
  410: problem('The copy is too far away from the list: load it anew'),
  412: problem('The task has another version than `If-Match` names'),
  413: problem('The body is too large'),
  415: problem('The body has another type than expected'),
  422: problem('The idempotency key was used for another request'),
  426: problem('This address is for WebSockets', upgrade),
  429: problem('Too many requests; `Retry-After` says when to come back', retryAfter),
  503: problem(
    'The service is not available at the moment; `Retry-After` says when to come back',
    retryAfter,
  ),
}

/** Refusals that any signed-in request can meet, and those that are named. */
export function refusals(...statuses: (keyof typeof problems)[]) {
  const all = [...new Set<keyof typeof problems>([400, 401, 403, 429, 503, ...statuses])]
  const isRepeatable = all.includes(422)
  return Object.fromEntries(
    all.map((status) => {
      const { headers, ...rest } = problems[status]
      const isStored = isRepeatable && storedRefusals.has(status)
      return [status, { ...rest, headers: { ...headers, ...(isStored && replayed) } }]
    }),
  )
}

/** Refusals that a repeat under the same key meets; 409 where the answer about an account was forgotten. */
const storedRefusals = new Set<keyof typeof problems>([400, 404, 409, 413, 415])

export const writeRefusals = [409, 413, 415, 422] as const

/** What needs a credential: a token, or the cookies of a browser. */
export const credential = [{ bearer: [] }, { cookie: [] }]
/** What is asked with a token that is not an access token. */
export const bearer = [{ bearer: [] }]

/** Headers of a write; a key makes it safe to repeat. */
export const WriteHeaders = z.object({
  'idempotency-key': z.string().optional().meta({
    minLength: 1,
    maxLength: 255,
    pattern: '^[!-~]+$',
    description: 'Makes the request safe to repeat: with the same key it is carried out once',
  }),
})
export const TaskWriteHeaders = WriteHeaders.extend({
  'if-match': z.string().optional().meta({ description: 'Entity tags; one must be that of the task' }),
})
export const TaskReadHeaders = z.object({
  'if-none-match': z.string().optional().meta({ description: 'Entity tags of what is known already' }),
})
