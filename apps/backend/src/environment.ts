import type { HttpBindings } from '@hono/node-server'
import type { Context as DomainContext, TaskService } from '@todo/core'
import type { BodyVariables, Principal, RequestIdVariables, Verdicts } from '@todo/http'

/** What middleware leaves for handlers. */
export type Variables = RequestIdVariables &
  BodyVariables & {
    principal: Principal
    /** Where the request came from, as far as that can be told. */
    address: string | null
    /** How the caller stands with the limits that were asked. */
    verdicts: Verdicts | undefined
    domain: DomainContext
    tasks: TaskService
    /** What the request is known by, where it has an `Idempotency-Key`. */
    request: { key: string; fingerprint: string; operationId: string } | undefined
  }

/**
 * Headers that every answer has are set on Node's own response (`env.outgoing`): a web-standard `Headers` costs more than
 * all of the routing. What an answer says itself counts before them.
 */
export type AppEnv = { Bindings: HttpBindings; Variables: Variables }
