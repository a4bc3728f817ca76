import { createRoute } from '@hono/zod-openapi'
import { AccountExport, NoParameters } from '@todo/core/schemas'
import { HttpError, streamOf } from '@todo/http'
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
      'Everything that is kept about the account: profile, sessions, keys, agents, proposals, tasks, history',
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
    return c.body(await streamOf(besideList(about, c.get('tasks').export('json'))), 200, {
      'Content-Type': 'application/json',
      'Content-Disposition': 'attachment; filename="todo-account.json"',
    })
  })
}

/** The members about the account, and after them those of the list's own export. */
async function* besideList(about: object, list: AsyncIterable<string>): AsyncIterable<string> {
  let opening = `${JSON.stringify(about).slice(0, -1)},`
  for await (const piece of list) {
    yield opening === '' ? piece : opening + piece.slice('{'.length)
    opening = ''
  }
}
