import { createRoute } from '@hono/zod-openapi'
import { TodoError } from '@todo/core'
import {
  DecideProposalsBody,
  IdParameters,
  NoParameters,
  ProposalAnswer,
  ProposalsAnswer,
  ProposalsDecidedAnswer,
  type ProposalWire,
} from '@todo/core/schemas'
import { describeError, HttpError, limitBody, readBody, refuseBody } from '@todo/http'
import type { Context } from 'hono'
import { authenticate } from '../auth/authenticate.ts'
import type { Deps } from '../deps.ts'
import type { AppEnv } from '../environment.ts'
import { body, credential, json, type Router, refusals, refuseOtherMethods } from '../openapi.ts'
import { approve, refuseProposal } from '../proposals/decide.ts'
import { reading } from './middleware.ts'

const path = '/api/proposals'
const common = { tags: ['Proposals'], security: credential }

/** What agents propose. Only who signed in answers: an agent cannot say yes to itself. */
export function addProposals(router: Router, deps: Deps): void {
  const list = createRoute({
    ...common,
    method: 'get',
    path,
    operationId: 'listProposals',
    summary: 'List the proposals that wait',
    middleware: reading(deps),
    request: { query: NoParameters },
    responses: { 200: json('Proposals, the oldest first', ProposalsAnswer), ...refusals() },
  })
  router.openapi(list, async (c) => c.json(await deps.proposals.waiting(c.get('domain').scope), 200))
  for (const verb of ['approve', 'refuse'] as const) addVerb(router, deps, verb)
}

const verbs = {
  approve: {
    decide: approve,
    one: 'Approve a proposal: it is carried out as one operation of the agent',
    several: 'Approve the proposals named, or all that wait',
  },
  refuse: {
    decide: refuseProposal,
    one: 'Refuse a proposal',
    several: 'Refuse the proposals named, or all that wait',
  },
} as const

function addVerb(router: Router, deps: Deps, verb: keyof typeof verbs): void {
  const { decide, one, several } = verbs[verb]
  const run = (c: Context<AppEnv>, id: string): Promise<ProposalWire> =>
    decide({ context: c.get('domain'), proposals: deps.proposals }, id)

  const many = createRoute({
    ...common,
    method: 'post',
    path: `${path}/${verb}`,
    operationId: `${verb}Proposals`,
    summary: several,
    // What was decided stays so, so that a repeat changes nothing.
    middleware: [authenticate(deps, 'account'), limitBody(), readBody()],
    request: { query: NoParameters, body: body(DecideProposalsBody) },
    responses: {
      200: json('What became of each', ProposalsDecidedAnswer),
      ...refusals(413, 415),
    },
  })
  router.openapi(many, async (c) => {
    const asked = c.req.valid('json')
    const ids =
      'ids' in asked
        ? asked.ids
        : (await deps.proposals.waiting(c.get('domain').scope)).proposals.map(({ id }) => id)
    const results = []
    for (const id of ids) results.push(await run(c, id).then((proposal) => ({ id, proposal }), told(id)))
    return c.json({ results }, 200)
  })
  refuseOtherMethods(router, `${path}/${verb}`)

  const single = createRoute({
    ...common,
    method: 'post',
    path: `${path}/{id}/${verb}`,
    operationId: `${verb}Proposal`,
    summary: one,
    middleware: [authenticate(deps, 'account'), limitBody(), readBody(), refuseBody()],
    request: { params: IdParameters, query: NoParameters },
    responses: { 200: json('What became of it', ProposalAnswer), ...refusals(404, 409, 413, 415) },
  })
  router.openapi(single, async (c) => c.json({ proposal: await run(c, c.req.valid('param').id) }, 200))
}

/** Why one could not be decided; the others are. What the server fails at is no answer. */
const told = (id: string) => (error: unknown) => {
  if (!(error instanceof TodoError || error instanceof HttpError)) throw error
  const { error: message, code, conflicts } = describeError(error).problem
  return { id, error: message, code, ...(conflicts && { conflicts: [...conflicts] }) }
}
