import { OpenAPIHono } from '@hono/zod-openapi'
import { TodoError } from '@todo/core'
import { agentNamePattern, ProblemAnswer, ProposalAnswer } from '@todo/core/schemas'
import { issuesOf } from '@todo/http'
import type { z } from 'zod'
import type { AppEnv } from './environment.ts'
import { type HeaderName, headersOf } from './openapi-headers.ts'
import { entityTagsPattern } from './versions.ts'

export type Router = OpenAPIHono<AppEnv>

/** A router whose failed validations name every bad field. */
export function createRouter(): Router {
  return new OpenAPIHono<AppEnv>({
    defaultHook: (result) => {
      if (!result.success) throw new TodoError('VALIDATION_FAILED', { issues: issuesOf(result.error.issues) })
    },
  })
}

/** Refuses other methods at a path that a template would take for the name of a task. Stands after its own routes. */
export function refuseOtherMethods(router: Router, path: string): void {
  router.all(path, (c) => c.notFound())
}

/** An answer with a JSON body, and with the headers named beside those of every answer. */
export function json<Schema extends z.ZodType>(
  description: string,
  schema: Schema,
  ...headers: readonly HeaderName[]
) {
  return { description, headers: headersOf(headers), content: { 'application/json': { schema } } }
}

/** How a write is answered whose credential may only propose. */
export const proposed = {
  202: json('It waits for the person, as a proposal', ProposalAnswer, 'Idempotency-Replayed'),
}

/** A required JSON body. */
export function body<Schema extends z.ZodType>(schema: Schema) {
  return { required: true, content: { 'application/json': { schema } } }
}

/** A JSON body that may be left out. */
export function optionalBody<Schema extends z.ZodType>(schema: Schema) {
  return { required: false, content: { 'application/json': { schema } } }
}

const problem = (description: string, ...headers: readonly HeaderName[]) => ({
  description,
  headers: headersOf(headers),
  content: { 'application/problem+json': { schema: ProblemAnswer } },
})

const problems = {
  400: problem('What was sent is not valid; `errors` names each bad field'),
  401: problem('The credential is missing, has ended or was revoked', 'WWW-Authenticate'),
  403: problem('The credential does not allow that'),
  404: problem('There is no such thing, or it is not yours'),
  409: problem('It cannot be done as things stand'),
  410: problem('The copy is too far away from the list: load it anew'),
  412: problem('The task has another version than `If-Match` names'),
  413: problem('The body is too large'),
  415: problem('The body has another type than expected'),
  422: problem('The idempotency key was used for another request'),
  426: problem('This address is for WebSockets', 'Upgrade'),
  429: problem('Too many requests; `Retry-After` says when to come back', 'Retry-After'),
  503: problem('The service is not available at the moment', 'Retry-After'),
  507: problem('The server has no room left to write; what is there can be read'),
}

type Refusal = keyof typeof problems

/** The refusals named, and no others. */
export function only(...statuses: readonly Refusal[]) {
  return Object.fromEntries(statuses.map((status) => [status, problems[status]]))
}

/** Refusals that any signed-in request can meet, and those that are named. */
export function refusals(...statuses: readonly Refusal[]) {
  const all = [...new Set<Refusal>([400, 401, 403, 429, 503, 507, ...statuses])]
  const isRepeatable = all.includes(422)
  return Object.fromEntries(
    all.map((status) => [
      status,
      isRepeatable && storedRefusals.has(status) ? repeated(status) : problems[status],
    ]),
  )
}

/** Refusals that a repeat under the same key meets; 409 where the answer about an account was forgotten. */
const storedRefusals = new Set<Refusal>([400, 404, 409, 415, 422])

function repeated(status: Refusal) {
  const first = problems[status]
  return { ...first, headers: { ...first.headers, ...headersOf(['Idempotency-Replayed']) } }
}

/** What a write can meet besides: a body that is too large or of another type, and a key used for another request. */
export const writeRefusals = [413, 415, 422] as const

/** What needs a credential: a token, or the cookies of a browser. */
export const credential = [{ bearer: [] }, { cookie: [] }]
/** What is asked with a token that is not an access token. */
export const bearer = [{ bearer: [] }]

/** Handlers read these headers themselves: they are stated here, and no schema takes each request apart for them. */
const header = (name: string, description: string, limits: object) => ({
  in: 'header' as const,
  name,
  required: false,
  description,
  schema: { type: 'string' as const, ...limits },
})

const idempotencyKey = header(
  'idempotency-key',
  'Makes the request safe to repeat: with the same key it is carried out once',
  { minLength: 1, maxLength: 255, pattern: '^[!-~]+$' },
)
const agentName = header(
  'x-todo-agent',
  'What the program is called that an agent works with: the change is kept as made by `agent` through `mcp:NAME`',
  { minLength: 1, maxLength: 76, pattern: agentNamePattern },
)
const entityTags = { pattern: entityTagsPattern }
export const writeHeaders = [idempotencyKey, agentName]
export const taskWriteHeaders = [
  idempotencyKey,
  agentName,
  header('if-match', 'Entity tags; one must be that of the task', entityTags),
]
export const taskReadHeaders = [header('if-none-match', 'Entity tags of what is known already', entityTags)]
