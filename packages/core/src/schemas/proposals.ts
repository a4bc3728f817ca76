import { z } from 'zod'
import { eventTypes } from '../history/operation.ts'
import { ActorName, Count, listOf, Ordinal, UtcTime, Uuid } from './fields.ts'
import { Conflict } from './problem.ts'

export const proposalStates = ['pending', 'approved', 'refused'] as const

/** What a proposal would do to one task; `number` is null for one that is still to be made. */
const ProposedChange = z.strictObject({
  type: z.enum(eventTypes),
  task_id: Uuid,
  number: Ordinal.nullable(),
  title: z.string(),
  changes: z.record(z.string(), z.strictObject({ from: z.unknown(), to: z.unknown() })),
})
export type ProposedChangeWire = z.infer<typeof ProposedChange>

/** A change that waits for the person. Once it is decided, only that is told; history has what was done. */
export const ProposalOutput = z
  .strictObject({
    id: Uuid,
    actor: ActorName,
    client: z.string(),
    summary: z.string(),
    changes: listOf(ProposedChange),
    state: z.enum(proposalStates),
    created_at: UtcTime,
    decided_at: UtcTime.nullable(),
    operation_id: Uuid.nullable(),
  })
  .meta({ id: 'Proposal' })
export type ProposalWire = z.infer<typeof ProposalOutput>

export const ProposalAnswer = z.strictObject({ proposal: ProposalOutput })
export type ProposalAnswer = z.infer<typeof ProposalAnswer>
/** The oldest first, a hundred at most; `total` counts all that wait. */
export const ProposalsAnswer = z.strictObject({ proposals: listOf(ProposalOutput), total: Count })
export type ProposalsAnswer = z.infer<typeof ProposalsAnswer>

export const proposalsAtOnceMax = 100

/** Those named, or all that wait. */
export const DecideProposalsBody = z
  .union([
    z.strictObject({ all: z.literal(true) }),
    z.strictObject({ ids: z.array(Uuid).min(1).max(proposalsAtOnceMax) }),
  ])
  .meta({ id: 'DecideProposals' })
export type DecideProposalsBody = z.infer<typeof DecideProposalsBody>

/** One by one, in the order asked for: each is decided, or told why not, and then still waits. */
export const ProposalsDecidedAnswer = z.strictObject({
  results: listOf(
    z.union([
      z.strictObject({ id: Uuid, proposal: ProposalOutput }),
      z.strictObject({
        id: Uuid,
        error: z.string(),
        code: z.string(),
        conflicts: listOf(Conflict).optional(),
      }),
    ]),
  ),
})
export type ProposalsDecidedAnswer = z.infer<typeof ProposalsDecidedAnswer>
