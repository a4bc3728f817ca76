import type { ToolOutcome } from './outcome.ts'

/** What would have been changed, and waits for the person instead. */
type Proposal = { id: string; summary: string }

/** Several proposals of one call. */
export class SeveralProposed extends Error {
  readonly proposals: readonly Proposal[]
  /** What could not even be proposed, a line each. */
  readonly refused: readonly string[]

  constructor(proposals: readonly Proposal[], refused: readonly string[]) {
    super('Several changes were proposed')
    this.name = 'SeveralProposed'
    this.proposals = proposals
    this.refused = refused
  }
}

/** Known by name: a store of one's own and a server say it each in an error of their own. */
export function proposalOf(error: unknown): Proposal | null {
  const isProposed = error instanceof Error && ['Proposed', 'ChangeProposedError'].includes(error.name)
  if (!isProposed || !('proposal' in error)) return null
  const { proposal } = error
  const isKnown =
    typeof proposal === 'object' && proposal !== null && 'id' in proposal && 'summary' in proposal
  return isKnown ? { id: String(proposal.id), summary: String(proposal.summary) } : null
}

/** No failure: it was done what the credential allows. `null` for what is no proposal. */
export function proposalOutcome(error: unknown): ToolOutcome | null {
  const single = proposalOf(error)
  const proposals = error instanceof SeveralProposed ? error.proposals : single ? [single] : []
  if (proposals.length === 0) return null
  const refused = error instanceof SeveralProposed ? error.refused : []
  return {
    isError: false,
    text: [...proposals.map(({ summary }) => `Proposed: ${summary}`), ...refused].join('\n'),
    note: "Nothing is changed until the person says yes; they find it under Proposals. Don't propose it again.",
    data: { proposals },
  }
}
