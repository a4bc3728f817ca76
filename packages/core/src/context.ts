import type { KeyedRequest } from './history/answer.ts'
import type { Actor } from './history/operation.ts'
import type { Clock, Ids, Scope, Store } from './ports.ts'

/** What a verb works with: where tasks are kept, and on whose behalf and by whom it is called. */
export type Context = {
  store: Store
  clock: Clock
  ids: Ids
  scope: Scope
  actor: Actor
  /** `web | cli | api | mcp:NAME | chat` */
  client: string
  correlationId: string | null
}

/** `Result` is what the verb returns; a caller that keeps no answers leaves it out. */
export type WriteOptions<Result = unknown> = {
  /** A uuid made by the client. A second write with the same id changes nothing and answers as the first. */
  operationId?: string
  /** Refuse with `PRECONDITION_FAILED` unless the task has this version, or one of these. Only for verbs on one task. */
  ifVersion?: number | readonly number[]
  /** The request behind the write; its answer is committed with it. */
  request?: KeyedRequest<Result>
}

/** The time of a change. */
export function timeOf(context: Pick<Context, 'clock'>): string {
  return new Date(context.clock.now()).toISOString()
}
