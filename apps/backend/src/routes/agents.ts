import { createRoute } from '@hono/zod-openapi'
import { TodoError } from '@todo/core'
import {
  AgentAnsweredAnswer,
  AgentsAnswer,
  AnswerAgentBody,
  AskingAgentAnswer,
  AskingAgentParameters,
  IdParameters,
  MessageAnswer,
  NoParameters,
} from '@todo/core/schemas'
import { HttpError, limitBody, readBody } from '@todo/http'
import { hostOf, scopesOf } from '../auth/agents.ts'
import { authenticate } from '../auth/authenticate.ts'
import type { Deps } from '../deps.ts'
import { body, credential, json, type Router, refusals, writeHeaders, writeRefusals } from '../openapi.ts'
import { accountActing } from './account-writing.ts'

const path = '/api/account/agents'
const common = { tags: ['Account'], security: credential }

/** Agents that a person lets in over OAuth. Only who signed in sees them, answers them and ends them. */
export function addAgents(router: Router, deps: Deps): void {
  addList(router, deps)
  addRequest(router, deps)
  addAnswer(router, deps)
}

function addList(router: Router, deps: Deps): void {
  const { agents } = deps
  const list = createRoute({
    ...common,
    method: 'get',
    path,
    operationId: 'listAgents',
    summary: 'List the agents that may use the account',
    middleware: [authenticate(deps, 'account')],
    request: { query: NoParameters },
    responses: { 200: json('Agents, the newest first', AgentsAnswer), ...refusals() },
  })
  router.openapi(list, async (c) => c.json({ agents: await agents.list(c.get('principal').userId) }, 200))

  const disconnect = createRoute({
    ...common,
    method: 'delete',
    path: `${path}/{id}`,
    operationId: 'disconnectAgent',
    summary: 'Disconnect an agent; what it holds counts no more at once',
    middleware: accountActing(deps),
    parameters: writeHeaders,
    request: { params: IdParameters, query: NoParameters },
    responses: {
      200: json('It is disconnected', MessageAnswer, 'Idempotency-Replayed'),
      ...refusals(404, 409, ...writeRefusals),
    },
  })
  router.openapi(disconnect, async (c) => {
    const ended = await agents.disconnect(c.get('principal').userId, c.req.valid('param').id)
    if (!ended) throw new HttpError('NOT_FOUND', { message: 'Agent not found' })
    return c.json({ message: 'Agent disconnected' }, 200)
  })
}

function addRequest(router: Router, deps: Deps): void {
  const look = createRoute({
    ...common,
    method: 'get',
    path: `${path}/request`,
    operationId: 'getAgentRequest',
    summary: 'Tell who asks for what, on the page that asks the person',
    middleware: [authenticate(deps, 'account')],
    request: { query: AskingAgentParameters },
    responses: { 200: json('The agent, and what it asks for', AskingAgentAnswer), ...refusals(404) },
  })
  router.openapi(look, async (c) => {
    const asked = new URLSearchParams(c.req.valid('query').query)
    const clientId = asked.get('client_id') ?? ''
    const agent = await deps.agents.asking(clientId)
    if (!agent) throw new HttpError('NOT_FOUND', { message: 'No such agent; start again from there' })
    const grant = await deps.agents.grantOf(c.get('principal').userId, clientId)
    return c.json(
      {
        ...agent,
        host: hostOf(asked.get('redirect_uri') ?? ''),
        scopes: scopesAsked(asked),
        allowed: grant && scopesOf(grant.scopes),
      },
      200,
    )
  })
}

/** All that was asked for: a person may choose the lesser of two. */
const scopesAsked = (asked: URLSearchParams) => {
  const words = (asked.get('scope') ?? '').split(' ')
  return AskingAgentAnswer.shape.scopes.unwrap().element.options.filter((scope) => words.includes(scope))
}

function addAnswer(router: Router, deps: Deps): void {
  const answer = createRoute({
    ...common,
    method: 'post',
    path: `${path}/answer`,
    operationId: 'answerAgent',
    summary: 'Let an agent in that asks, or refuse it',
    // The answer is a code that counts once, so no repeat gets it again.
    middleware: [authenticate(deps, 'account'), limitBody(), readBody()],
    request: { query: NoParameters, body: body(AnswerAgentBody) },
    responses: { 200: json('Where to go now', AgentAnsweredAnswer), ...refusals(413, 415) },
  })
  router.openapi(answer, async (c) => {
    const { userId, sessionId } = c.get('principal')
    const given = c.req.valid('json')
    const allowed = given.answer === 'allow' ? given.scopes : null
    const asked = new URLSearchParams(given.query)
    if (allowed?.some((scope) => !scopesAsked(asked).includes(scope))) {
      throw new TodoError('VALIDATION_FAILED', {
        issues: [{ path: 'scopes', message: 'Allow only what was asked for' }],
      })
    }
    const redirect_to = await deps.oauth.answer(userId, sessionId, { query: given.query, allowed })
    return c.json({ redirect_to }, 200)
  })
}
