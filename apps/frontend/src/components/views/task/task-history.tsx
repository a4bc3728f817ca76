'use client'

import { useState } from 'react'
import { useTexts } from '../../../i18n/texts.tsx'
import { type OpenedReplica, timeZoneOf } from '../../../lib/replica.tsx'
import { useUser } from '../../layout/account.tsx'
import { Button } from '../../ui/button.tsx'
import { FailedLoad, LinesSkeleton } from '../../ui/loads.tsx'
import { HistoryDays } from '../activity/history-days.tsx'
import { useHistory } from '../activity/use-history.ts'

type Props = { replica: OpenedReplica; taskId: string }

/** Who changed the task, when, and from where; asked for when somebody wants to know. */
export function TaskHistory({ replica, taskId }: Props) {
  const { detail } = useTexts()
  const [isWanted, setIsWanted] = useState(false)
  return (
    <details onToggle={({ currentTarget }) => currentTarget.open && setIsWanted(true)}>
      <summary className="cursor-pointer rounded-small py-3 text-small font-medium text-muted">
        {detail.history}
      </summary>
      {isWanted && <HistoryOf replica={replica} taskId={taskId} />}
    </details>
  )
}

function HistoryOf({ replica, taskId }: Props) {
  const { activity: texts } = useTexts()
  const user = useUser()
  const history = useHistory(replica, taskId)
  const operations = history.data?.pages.flatMap((page) => page.operations) ?? []
  if (history.isPending) return <LinesSkeleton label={texts.loading} />
  if (history.isError && operations.length === 0) {
    return <FailedLoad title={texts.failed} onRetry={() => void history.refetch()} />
  }
  return (
    <div className="pt-2">
      {user && (
        <HistoryDays replica={replica} operations={operations} timeZone={timeZoneOf(user)} about={taskId} />
      )}
      {operations.length === 0 && <p className="text-muted">{texts.empty}</p>}
      {history.hasNextPage && (
        <Button
          look="outline"
          disabled={history.isFetchingNextPage}
          onClick={() => void history.fetchNextPage()}
        >
          {texts.more}
        </Button>
      )}
    </div>
  )
}
