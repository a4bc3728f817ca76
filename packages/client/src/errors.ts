import type { Issue } from '@todo/core'
import type { ProposalWire } from '@todo/core/schemas'

/** The credential may only propose: nothing was changed, and the proposal waits for the person. */
export class ChangeProposedError extends Error {
  readonly proposal: ProposalWire

  constructor(proposal: ProposalWire) {
    super(`Proposed, and waiting for your answer: ${proposal.summary}`)
    this.name = 'ChangeProposedError'
    this.proposal = proposal
  }
}

/** The server did not answer, or answered that it cannot serve at the moment. What was sent may have arrived. */
export class ServerUnreachableError extends Error {
  readonly url: string

  constructor(url: string, reason: string, cause?: unknown) {
    super(`The server at ${url} cannot be reached: ${reason}`, { cause })
    this.name = 'ServerUnreachableError'
    this.url = url
  }
}

/** There is no credential, or the server does not accept it any more. */
export class SignedOutError extends Error {
  readonly url: string

  constructor(url: string) {
    super(`You are not signed in at ${url}`)
    this.name = 'SignedOutError'
    this.url = url
  }
}

/** A refusal that is not one of the domain's: `code` is the server's, `status` the HTTP status. */
export class ServerRefusedError extends Error {
  readonly status: number
  readonly code: string
  readonly issues: readonly Issue[]
  readonly requestId: string | null

  constructor(
    status: number,
    code: string,
    message: string,
    issues: readonly Issue[],
    requestId: string | null,
  ) {
    super(message)
    this.name = 'ServerRefusedError'
    this.status = status
    this.code = code
    this.issues = issues
    this.requestId = requestId
  }
}
