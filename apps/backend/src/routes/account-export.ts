import { createRoute } from '@hono/zod-openapi'
import { AccountExport, NoParameters } from '@todo/core/schemas'
import { HttpError, streamOf } from '@todo/http'
import { createForgetting, createKeptChat } from '@todo/store/postgres/chat'
import type { Pool } from 'pg'
import { authenticate } from '../auth/authenticate.ts'
import type { Deps } from '../deps.ts'
import { credential, type Router, refusals } from '../openapi.ts'
import { headersOf } from '../openapi-headers.ts'
import { sessionsOf } from './account.ts'

/** It is streamed, hence no type that asks for all of it as one object. */
const file: Record<string, { schema: typeof AccountExport }> = {
  'application/json': { schema: AccountExport },
}

/** Everything that is kept about a person, for that person. */
export function addAccountExport(router: Router, deps: Deps): void {
  const { accounts, agents, apiKeys } = deps
  const route = createRoute({
    method: 'get',
    path: '/api/account/export',
    tags: ['Account'],
    operationId: 'exportAccount',
    summary:
      'Everything that is kept about the account: profile, sessions, keys, agents, proposals, conversations, tasks, history',
    security: credential,
    middleware: [authenticate(deps, 'account')],
    request: { query: NoParameters },
    responses: {
      200: {
        description: 'The file',
        headers: headersOf(['Content-Disposition']),
        content: file,
      },
      ...refusals(),
    },
  })
  router.openapi(route, async (c) => {
    const principal = c.get('principal')
    const account = await accounts.user(principal.userId)
    if (!account) throw new HttpError('UNAUTHENTICATED')
    const sessions = await sessionsOf(accounts, principal)
    const about = {
      account,
      sessions,
      api_keys: await apiKeys.list(principal.userId),
      agents: await agents.list(principal.userId),
      proposals: (await deps.proposals.waiting(c.get('domain').scope)).proposals,
    }
    const text = besideList(
      about,
      conversationsOf(deps.pool, principal.userId),
      c.get('tasks').export('json'),
    )
    return c.body(await streamOf(text), 200, {
      'Content-Type': 'application/json',
      'Content-Disposition': 'attachment; filename="todo-account.json"',
    })
  })
}

/** The members about the account and its conversations, and after them those of the list's own export. */
async function* besideList(
  about: object,
  conversations: AsyncIterable<string>,
  list: AsyncIterable<string>,
): AsyncIterable<string> {
  yield `${JSON.stringify(about).slice(0, -1)},"conversations":[`
  yield* conversations
  let closing = '],'
  for await (const piece of list) {
    yield closing === '' ? piece : closing + piece.slice('{'.length)
    closing = ''
  }
}

/**
 * All that was said to the assistant and by it, piece by piece. The tables are the AI service's; the backend, which made
 * them, reads them here, since what is kept about a person is told in one place. Purged tasks are taken out before.
 */
async function* conversationsOf(pool: Pool, userId: string): AsyncIterable<string> {
  await createForgetting(pool).forgetFor(userId)
  const kept = createKeptChat(pool)
  let separator = ''
  for (const conversation of await kept.conversations(userId)) {
    yield `${separator}${JSON.stringify(conversation).slice(0, -1)},"messages":[`
    separator = ','
    const approvals: object[] = []
    let between = ''
    for await (const part of kept.parts(conversation.id)) {
      yield between + part.messages.map((message) => JSON.stringify(message)).join(',')
      between = ','
      approvals.push(...part.approvals)
    }
    yield `],"approvals":${JSON.stringify(approvals)}}`
  }
}
