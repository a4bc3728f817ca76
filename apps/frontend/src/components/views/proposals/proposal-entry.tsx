'use client'

import type { ProposalsDecidedAnswer, ProposalWire } from '@todo/core/schemas'
import { ArrowRight } from 'lucide-react'
import { useLocale, useTexts } from '../../../i18n/texts.tsx'
import { type OpenedReplica, useToday } from '../../../lib/replica.tsx'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Conflicts } from '../activity/conflicts.tsx'
import { saidFields, sayFieldValue } from '../activity/say-change.ts'
import { useSayMoment } from '../settings/use-say-moment.ts'

export type Problem = Extract<ProposalsDecidedAnswer['results'][number], { error: string }>
type Props = {
  replica: OpenedReplica
  proposal: ProposalWire
  problem: Problem | null
  isBusy: boolean
  onApprove(): void
  onRefuse(): void
}

/** One proposal: what it would do to each task, from whom, and the answer to it. */
export function ProposalEntry({ replica, proposal, problem, isBusy, onApprove, onRefuse }: Props) {
  const { agents, activity } = useTexts()
  const texts = agents.proposals
  const sayMoment = useSayMoment()
  const { client, actor, changes, created_at } = proposal
  const what = changes.map(({ title }) => title).join(', ')
  return (
    <li className="py-4">
      <p className="text-small text-muted">
        {activity.by[actor]} {activity.from[client] ?? activity.fromOther(client)} ·{' '}
        <time dateTime={created_at}>{sayMoment(created_at)}</time>
      </p>
      <ul className="mt-1 space-y-1">
        {changes.map((change) => (
          <Change key={change.task_id} change={change} replica={replica} />
        ))}
      </ul>
      {problem && <WhyNot problem={problem} replica={replica} />}
      <div className="mt-3 flex flex-wrap gap-2">
        <Button disabled={isBusy} aria-label={texts.approveOf(what)} onClick={onApprove}>
          {texts.approve}
        </Button>
        <Button look="outline" disabled={isBusy} aria-label={texts.refuseOf(what)} onClick={onRefuse}>
          {texts.refuse}
        </Button>
      </div>
    </li>
  )
}

function Change({ change, replica }: { change: ProposalWire['changes'][number]; replica: OpenedReplica }) {
  const texts = useTexts()
  const locale = useLocale()
  const today = useToday(replica)
  const told = { texts, today, locale }
  const { type, title, changes } = change
  const fields = type === 'TaskCreated' || type === 'TaskUpdated' ? saidFields(changes) : []
  return (
    <li className="break-words">
      <span className="font-medium">{texts.agents.proposals.types[type]}:</span>{' '}
      <span dir="auto">{title}</span>
      {fields
        .filter(({ field }) => field !== 'position' && !(type === 'TaskCreated' && isPlain(field)))
        .map(({ field, from, to }) => (
          <span key={field} className="block text-small text-muted">
            {texts.activity.fields[field] ?? field}:{' '}
            {type === 'TaskUpdated' && (
              <>
                <del dir="auto" className="break-words no-underline">
                  {sayFieldValue(field, from, told)}
                </del>{' '}
                <ArrowRight className="inline size-3.5 rtl:-scale-x-100" aria-hidden="true" />{' '}
              </>
            )}
            <ins dir="auto" className="break-words text-ink no-underline">
              {sayFieldValue(field, to, told)}
            </ins>
          </span>
        ))}
    </li>
  )
}

/** What every new task has need not be said of one. */
const isPlain = (field: string): boolean => field === 'title' || field === 'status'

function WhyNot({ problem, replica }: { problem: Problem; replica: OpenedReplica }) {
  const texts = useTexts()
  const locale = useLocale()
  const today = useToday(replica)
  const { conflicts = [] } = problem
  const { conflict } = texts.agents.proposals
  if (conflicts.length === 0) {
    return (
      <div className="mt-2">
        <Notice>{conflict}</Notice>
      </div>
    )
  }
  return (
    <Conflicts
      title={conflict}
      lines={conflicts.map(({ number, field, actual }) => ({
        number,
        field,
        actual: sayFieldValue(field, actual, { texts, today, locale }),
      }))}
    />
  )
}
