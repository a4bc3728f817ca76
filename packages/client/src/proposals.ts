import type {
  DecideProposalsBody,
  ProposalAnswer,
  ProposalsAnswer,
  ProposalsDecidedAnswer,
  ProposalWire,
} from '@todo/core/schemas'
import { bodyOf } from './answer.ts'
import type { Transport } from './transport.ts'

export type ProposalCalls = {
  /** What waits for an answer, the oldest first, a hundred at most; `total` counts all. */
  proposals(): Promise<ProposalsAnswer>
  /** Carries one out. Throws `TodoError` with `PROPOSAL_CONFLICT`, `ServerRefusedError` with `PROPOSAL_DECIDED`. */
  approveProposal(id: string): Promise<ProposalWire>
  refuseProposal(id: string): Promise<ProposalWire>
  /** One by one: each is decided, or told why not. */
  approveProposals(which: DecideProposalsBody): Promise<ProposalsDecidedAnswer['results']>
  refuseProposals(which: DecideProposalsBody): Promise<ProposalsDecidedAnswer['results']>
}

export function proposalCalls({ call }: Transport): ProposalCalls {
  const one = async (name: 'approveProposal' | 'refuseProposal', id: string): Promise<ProposalWire> =>
    (await bodyOf<ProposalAnswer>(await call(name, { path: { id } }))).proposal
  const many = async (name: 'approveProposals' | 'refuseProposals', json: DecideProposalsBody) =>
    (await bodyOf<ProposalsDecidedAnswer>(await call(name, { json }))).results
  return {
    proposals: async () => bodyOf<ProposalsAnswer>(await call('listProposals')),
    approveProposal: (id) => one('approveProposal', id),
    refuseProposal: (id) => one('refuseProposal', id),
    approveProposals: (which) => many('approveProposals', which),
    refuseProposals: (which) => many('refuseProposals', which),
  }
}
