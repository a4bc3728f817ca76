import {
  type Context,
  createTaskService,
  sameValue,
  type TaskEdit,
  TodoError,
  type UndoConflict,
} from '@todo/core'
import type { ProposalWire, ProposedChangeWire } from '@todo/core/schemas'
import { HttpError } from '@todo/http'
import type { KeptProposal, Proposals } from './proposals.ts'
import { call, proposedChange } from './propose.ts'

/** The person who decides; the author of what is carried out is the agent that proposed it. */
export type DecideInput = { context: Context; proposals: Proposals }

/**
 * Carries a proposal out as one operation of the agent. It is decided anew on the tasks as they are; where a field
 * that it changes holds something else than when it was proposed, nothing is done. Throws `NOT_FOUND`,
 * `PROPOSAL_DECIDED`, `PROPOSAL_CONFLICT`.
 */
export async function approve({ context, proposals }: DecideInput, id: string): Promise<ProposalWire> {
  const kept = await undecided(context, proposals, id, 'approved')
  if (!kept.command) return kept.proposal
  const { actor, client, changes } = kept.proposal
  const service = createTaskService({
    ...context,
    actor,
    client,
    store: {
      ...context.store,
      commit: (scope, change) => {
        refuseConflicts(changes, change.edits)
        return context.store.commit(scope, change)
      },
    },
  })
  const { verb, args } = kept.command
  const written = await call(service, verb, [...args, { operationId: id }]).catch(refuse)
  const decided = await proposals.decide(context.scope, id, {
    state: 'approved',
    operationId: operationIn(written),
  })
  return theSame(decided, 'approved')
}

/** Throws `NOT_FOUND` and `PROPOSAL_DECIDED`. */
export async function refuseProposal({ context, proposals }: DecideInput, id: string): Promise<ProposalWire> {
  const kept = await undecided(context, proposals, id, 'refused')
  if (!kept.command) return kept.proposal
  return theSame(await proposals.decide(context.scope, id, { state: 'refused' }), 'refused')
}

/** One that waits, or was decided as it is to be now. */
async function undecided(
  { scope }: Context,
  proposals: Proposals,
  id: string,
  state: 'approved' | 'refused',
): Promise<KeptProposal> {
  const kept = await proposals.find(scope, id)
  if (!kept) throw new HttpError('NOT_FOUND', { message: 'Proposal not found' })
  if (!kept.command) theSame(kept.proposal, state)
  return kept
}

function theSame(proposal: ProposalWire | null, state: 'approved' | 'refused'): ProposalWire {
  if (proposal?.state !== state) throw new HttpError('PROPOSAL_DECIDED')
  return proposal
}

/** Fields of tasks that hold something else than when the change was proposed, and not what it would make of them. */
function refuseConflicts(proposed: readonly ProposedChangeWire[], edits: readonly TaskEdit[]): void {
  const now = new Map(edits.map((edit) => [edit.after?.id ?? edit.before?.id, edit]))
  const conflicts = proposed.flatMap(({ task_id: taskId, number, changes }): UndoConflict[] => {
    const edit = now.get(taskId)
    if (!edit) return []
    const current = proposedChange(edit).changes
    return Object.entries(changes).flatMap(([field, { from }]) => {
      const actual = current[field]?.from
      if (isTime(field) || !(field in current) || sameValue(actual, from)) return []
      return [{ taskId, number: number ?? 0, field, expected: from, actual }]
    })
  })
  const isOther = edits.some(
    ({ after, before }) => !proposed.some(({ task_id }) => task_id === (after ?? before)?.id),
  )
  if (conflicts.length > 0 || isOther) throw new TodoError('PROPOSAL_CONFLICT', { conflicts })
}

/** When something was done or deleted follows from that it was. */
const isTime = (field: string): boolean => field === 'completed_at' || field === 'deleted_at'

/** Whatever the domain refuses by now: a task that is gone, or an undo that meets a later change. */
function refuse(error: unknown): never {
  if (
    !(error instanceof TodoError) ||
    error.code === 'PROPOSAL_CONFLICT' ||
    error.code === 'WRITE_CONTENTION'
  ) {
    throw error
  }
  throw new TodoError('PROPOSAL_CONFLICT', { message: error.message, conflicts: error.conflicts })
}

function operationIn(written: unknown): string | null {
  if (typeof written !== 'object' || written === null || !('operationId' in written)) return null
  return typeof written.operationId === 'string' ? written.operationId : null
}
