'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Actor } from '@todo/core'
import { systemIds } from '@todo/core/system'
import { useState } from 'react'
import { useLocale, useTexts } from '../../../i18n/texts.tsx'
import { ApiError, api } from '../../../lib/api.ts'
import { type OpenedReplica, useToday } from '../../../lib/replica.tsx'
import { say } from '../../../lib/say.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Conflicts } from './conflicts.tsx'
import { sayFieldValue } from './say-change.ts'
import { sayOperation } from './say-operation.ts'

type Props = { author: { actor: Actor; client: string }; from: string; replica: OpenedReplica }

const shownMax = 8

/** What would be taken back, and the button that does it. */
export function RevertPreview({ author, from, replica }: Props) {
  const { agents, activity } = useTexts()
  const texts = agents.revert
  const queries = useQueryClient()
  const [isBusy, setIsBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const { data, error, isPending } = useQuery({
    queryKey: ['history', 'would undo', author, from],
    queryFn: async ({ signal }) => {
      const would = await api.wouldUndo({ ...author, from }, signal)
      const { operations } = await api.history({ cursor: '', ...author, from }, signal)
      return { ...would, operations: operations.filter(({ id }) => would.reverts.includes(id)) }
    },
  })
  const revert = async (): Promise<void> => {
    setIsBusy(true)
    setFailure(null)
    try {
      await api.undoAll({ ...author, from }, systemIds.uuid())
      say(texts.done)
      await queries.invalidateQueries({ queryKey: ['history'] })
    } catch (problem) {
      setFailure(problem)
    } finally {
      setIsBusy(false)
    }
  }
  if (isPending) return <p className="mt-4 text-muted">{texts.looking}</p>
  const problem = failure ?? error
  if (problem) return <WhyNot problem={problem} replica={replica} />
  if (!data || data.reverts.length === 0) return <p className="mt-4 text-muted">{texts.nothing}</p>
  const { reverts, tasks, operations } = data
  const shown = operations.slice(0, shownMax)
  return (
    <div className="mt-4">
      <p>{texts.preview(reverts.length, tasks.length)}</p>
      <ul className="mt-1 list-disc ps-5 text-muted">
        {shown.map((operation) => (
          <li key={operation.id} dir="auto" className="break-words">
            {sayOperation(operation, activity)}: {titlesOf(operation.events, activity.gone)}
          </li>
        ))}
      </ul>
      {reverts.length > shown.length && (
        <p className="text-muted">{texts.more(reverts.length - shown.length)}</p>
      )}
      <Button look="danger" className="mt-4" disabled={isBusy} onClick={() => void revert()}>
        {texts.submit(reverts.length)}
      </Button>
    </div>
  )
}

const titlesOf = (events: readonly { task: { title: string } | null }[], gone: string): string =>
  [...new Set(events.slice(0, 3).map(({ task }) => task?.title ?? gone))].join(', ')

function WhyNot({ problem, replica }: { problem: unknown; replica: OpenedReplica }) {
  const texts = useTexts()
  const locale = useLocale()
  const today = useToday(replica)
  const { revert } = texts.agents
  if (problem instanceof ApiError && problem.code === 'NOTHING_TO_UNDO') {
    return <p className="mt-4 text-muted">{revert.nothing}</p>
  }
  if (!(problem instanceof ApiError) || problem.conflicts.length === 0) {
    return (
      <div className="mt-4">
        <Notice>{revert.failed}</Notice>
      </div>
    )
  }
  return (
    <Conflicts
      title={revert.cannot}
      lines={problem.conflicts.map(({ number, field, actual }) => ({
        number,
        field,
        actual: sayFieldValue(field, actual, { texts, today, locale }),
      }))}
    />
  )
}
