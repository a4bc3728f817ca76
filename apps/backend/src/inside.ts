import type { TaskService } from '@todo/core'
import type { Reader, Unsubscribe } from '@todo/events'
import { callerAddress, type Principal, rateLimited, trustProxies, type Verdict } from '@todo/http'
import { isApiKey } from './auth/api-keys.ts'
import { personalScope, refuseOtherOrigin } from './auth/authenticate.ts'
import type { Recognised } from './auth/browser-sessions.ts'
import type { Deps } from './deps.ts'
import { serviceFor } from './proposals/service-for.ts'

/** Who makes a change, as history keeps it. */
export type Author = Pick<Principal, 'actor' | 'client'>

/** What another service in this process uses in place of the API: the same credentials, limits, verbs and hints. */
export type Inside = {
  /** Where people reach the server, and for what address agents' tokens are. */
  baseUrl: string
  /** Whose token it is (an agent's, the API's own, a key), or `null` where it is none that counts. */
  verify(token: string): Promise<Principal | null>
  /** Whom the cookies of a request name, or `null`. Throws `FORBIDDEN_ORIGIN` where another site's page would write. */
  recognise(request: Request): Promise<Recognised | null>
  /** Counts a request of the address that it came from (`rememberConnection`). Throws `RATE_LIMITED`. */
  admit(request: Request): void
  /** Counts a request of the account. Throws `RATE_LIMITED`. */
  count(principal: Principal): void
  /** The verbs on the tasks of whom the token names; where it may only propose, writes throw `Proposed`. */
  tasks(principal: Principal, author: Author, requestId: string): TaskService
  /** The IANA name of the zone where the person is, as far as they said. */
  timezone(principal: Principal): Promise<string | null>
  /** Wakes the reader after changes to these tasks, from whichever process. */
  follow(principal: Principal, reader: Reader): Unsubscribe
  /** Called for each session or key that was revoked. */
  onRevoked(listener: (sessionId: string) => void): Unsubscribe
}

export function createInside(deps: Deps): Inside {
  const {
    config,
    tokens,
    agentTokens,
    agents,
    requestLimits,
    store,
    clock,
    ids,
    accounts,
    bus,
    revocations,
    browserSessions,
  } = deps
  const isTrusted = trustProxies(config.server.trusted_proxies)
  const refuseBeyond = (policy: string, verdict: Verdict | null): void => {
    if (verdict && !verdict.allowed) throw rateLimited({ [policy]: verdict })
  }
  return {
    baseUrl: deps.baseUrl,
    async verify(token) {
      const agent = isApiKey(token) ? null : await agentTokens.verify(token)
      if (agent) agents.used(agent.sessionId)
      return agent ?? tokens.verify(token)
    },
    async recognise({ method, headers }) {
      const recognised = await browserSessions.recognise(headers.get('cookie') ?? undefined)
      if (recognised && method !== 'GET' && method !== 'HEAD') {
        refuseOtherOrigin(browserSessions, (name) => headers.get(name) ?? undefined)
      }
      return recognised
    },
    admit: (request) =>
      refuseBeyond('address', requestLimits.countAddress(callerAddress(request, isTrusted))),
    count: ({ userId }) => refuseBeyond('account', requestLimits.countAccount(userId)),
    tasks: (principal, author, correlationId) =>
      serviceFor(deps, principal, {
        store,
        clock,
        ids,
        scope: personalScope(principal),
        ...author,
        correlationId,
      }),
    timezone: async ({ userId }) => (await accounts.user(userId))?.timezone ?? null,
    follow: (principal, reader) => bus.follow(personalScope(principal).spaceId, reader),
    onRevoked: (listener) => revocations.onAdded(listener),
  }
}
