'use client'

import type { ProposalsAnswer, ProposalWire } from '@todo/core/schemas'
import { useEffect, useState } from 'react'
import { useTexts } from '../../i18n/texts.tsx'
import { ApiError, api } from '../../lib/api.ts'
import { loadProposals, proposals } from '../../lib/proposals.ts'
import type { OpenedReplica } from '../../lib/replica.tsx'
import { say } from '../../lib/say.ts'
import { useStore } from '../../lib/store.ts'
import { EmptyState } from '../layout/empty-state.tsx'
import { Header } from '../layout/header.tsx'
import { Button } from '../ui/button.tsx'
import { FailedLoad, LinesSkeleton } from '../ui/loads.tsx'
import { Notice } from '../ui/notice.tsx'
import { OverReplica } from './over-replica.tsx'
import { type Problem, ProposalEntry } from './proposals/proposal-entry.tsx'

/** What agents would change; the person says yes or no, one by one or to all. */
export function ProposalsView() {
  const { views } = useTexts()
  return <OverReplica title={views.proposals}>{(replica) => <ProposalsOf replica={replica} />}</OverReplica>
}

type Verb = 'approve' | 'refuse'

function ProposalsOf({ replica }: { replica: OpenedReplica }) {
  const { views, agents } = useTexts()
  const texts = agents.proposals
  const known = useStore(proposals)
  const { decide, isBusy, problems, hasFailed } = useDecide()
  useEffect(() => void loadProposals(), [])
  const listed = known === null || known === 'failed' ? [] : known.proposals
  const all = (verb: Verb) => void decide(verb, listed)
  return (
    <>
      <Header title={views.proposals} note={texts.note} />
      {hasFailed && <Notice>{agents.revert.failed}</Notice>}
      {known === null && <LinesSkeleton label={texts.loading} />}
      {known === 'failed' && <FailedLoad title={texts.failed} onRetry={() => void loadProposals()} />}
      {isEmpty(known) && <EmptyState title={texts.empty} hint={texts.emptyHint} />}
      {listed.length > 1 && (
        <div className="mb-4 flex flex-wrap gap-2">
          <Button disabled={isBusy} onClick={() => all('approve')}>
            {texts.approveAll}
          </Button>
          <Button look="outline" disabled={isBusy} onClick={() => all('refuse')}>
            {texts.refuseAll}
          </Button>
        </div>
      )}
      <ul className="divide-y divide-line">
        {listed.map((proposal) => (
          <ProposalEntry
            key={proposal.id}
            replica={replica}
            proposal={proposal}
            problem={problems.get(proposal.id) ?? null}
            isBusy={isBusy}
            onApprove={() => void decide('approve', [proposal])}
            onRefuse={() => void decide('refuse', [proposal])}
          />
        ))}
      </ul>
    </>
  )
}

const isEmpty = (known: ProposalsAnswer | 'failed' | null): boolean =>
  known !== null && known !== 'failed' && known.proposals.length === 0

/** Answers those that are shown, and no others: more may have come meanwhile. */
function useDecide() {
  const { agents } = useTexts()
  const [isBusy, setIsBusy] = useState(false)
  const [hasFailed, setHasFailed] = useState(false)
  const [problems, setProblems] = useState<ReadonlyMap<string, Problem>>(new Map())
  const decide = async (verb: Verb, shown: readonly ProposalWire[]): Promise<void> => {
    setIsBusy(true)
    setHasFailed(false)
    try {
      const { results } = await api.decideProposals(verb, { ids: shown.map(({ id }) => id) })
      const failed = results.flatMap((result) => ('error' in result ? [[result.id, result] as const] : []))
      setProblems(new Map(failed))
      if (failed.length < results.length) {
        say(verb === 'approve' ? agents.proposals.approved : agents.proposals.refused)
      }
      document.getElementById('content')?.focus()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setHasFailed(true)
    } finally {
      setIsBusy(false)
      void loadProposals()
    }
  }
  return { decide, isBusy, problems, hasFailed }
}
