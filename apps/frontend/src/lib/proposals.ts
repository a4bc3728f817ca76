import type { ProposalsAnswer } from '@todo/core/schemas'
import { useEffect } from 'react'
import { ApiError, api } from './api.ts'
import { type OpenedReplica, useLive } from './replica.tsx'
import { newStore } from './store.ts'

/** What waits for an answer: `null` before the server was asked, `'failed'` where it could not be. */
export const proposals = newStore<ProposalsAnswer | 'failed' | null>(null)

let asked = 0

/** Asks anew; the answer to the latest question counts. */
export async function loadProposals(): Promise<void> {
  asked += 1
  const own = asked
  try {
    const answer = await api.proposals()
    if (own === asked) proposals.set(answer)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    if (own === asked && proposals.get() === null) proposals.set('failed')
  }
}

/** Keeps them as they are at the server, where the page hears that they have changed. */
export function useProposalsLive(replica: OpenedReplica): void {
  const { proposalsHeard } = useLive(replica.status)
  useEffect(() => {
    if (proposalsHeard > 0) void loadProposals()
  }, [proposalsHeard])
}

export const countOf = (known: ProposalsAnswer | 'failed' | null): number =>
  known === null || known === 'failed' ? 0 : known.total
