import { type Context, createTaskService, type TaskService } from '@todo/core'
import type { Principal } from '@todo/http'
import type { Proposals } from './proposals.ts'
import { proposingService } from './propose.ts'

/** Whether what a credential would change only waits for the person. */
export const onlyProposes = ({ scopes }: Pick<Principal, 'scopes'>): boolean =>
  scopes.includes('tasks:propose') && !scopes.includes('tasks:write')

/**
 * The verbs for a credential: where it may only propose, writes are proposed, and throw `Proposed`. `operationId` is asked
 * for the id that a write was given.
 */
export function serviceFor(
  { proposals }: { proposals: Proposals },
  principal: Pick<Principal, 'scopes'>,
  context: Context,
  operationId: () => string | undefined = () => undefined,
): TaskService {
  return onlyProposes(principal)
    ? proposingService(context, proposals, operationId)
    : createTaskService(context)
}
