'use client'

import { useTexts } from '../../../i18n/texts.tsx'
import { type OpenedReplica, timeZoneOf } from '../../../lib/replica.tsx'
import { ServerState } from '../../../lib/server-state.tsx'
import type { User } from '../../../types/index.ts'
import { useUser } from '../../layout/account.tsx'
import { EmptyState } from '../../layout/empty-state.tsx'
import { Header } from '../../layout/header.tsx'
import { Button } from '../../ui/button.tsx'
import { FailedLoad, LinesSkeleton } from '../../ui/loads.tsx'
import { OverReplica } from '../over-replica.tsx'
import { HistoryDays } from './history-days.tsx'
import { RevertAll } from './revert-all.tsx'
import { useHistory } from './use-history.ts'

/** The history: who, from where, what; each change can be taken back here. */
export function ActivityView() {
  const { views } = useTexts()
  const user = useUser()
  return (
    <ServerState>
      <OverReplica title={views.activity}>
        {(replica) => user && <ActivityOf replica={replica} user={user} />}
      </OverReplica>
    </ServerState>
  )
}

function ActivityOf({ replica, user }: { replica: OpenedReplica; user: User }) {
  const { views, activity: texts } = useTexts()
  const history = useHistory(replica)
  const operations = history.data?.pages.flatMap((page) => page.operations) ?? []
  return (
    <>
      <Header title={views.activity} note={texts.note} />
      <RevertAll operations={operations} replica={replica} />
      {history.isPending && <LinesSkeleton label={texts.loading} />}
      {history.isError && operations.length === 0 && (
        <FailedLoad title={texts.failed} onRetry={() => void history.refetch()} />
      )}
      {history.isSuccess && operations.length === 0 && (
        <EmptyState title={texts.empty} hint={texts.emptyHint} />
      )}
      <HistoryDays replica={replica} operations={operations} timeZone={timeZoneOf(user)} />
      {history.hasNextPage && (
        <div className="mt-6 flex justify-center">
          <Button
            look="outline"
            disabled={history.isFetchingNextPage}
            onClick={() => void history.fetchNextPage()}
          >
            {texts.more}
          </Button>
        </div>
      )}
    </>
  )
}
