'use client'

import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import type { HistoryAnswer } from '@todo/core/schemas'
import { useEffect } from 'react'
import { useLocale, useTexts } from '../../../i18n/texts.tsx'
import { api } from '../../../lib/api.ts'
import { dayOf, sayDate } from '../../../lib/dates.ts'
import { type OpenedReplica, timeZoneOf, useToday } from '../../../lib/replica.tsx'
import { ServerState } from '../../../lib/server-state.tsx'
import type { User } from '../../../types/index.ts'
import { useUser } from '../../layout/account.tsx'
import { EmptyState } from '../../layout/empty-state.tsx'
import { Header } from '../../layout/header.tsx'
import { Button } from '../../ui/button.tsx'
import { FailedLoad, LinesSkeleton } from '../../ui/loads.tsx'
import { OverReplica } from '../over-replica.tsx'
import { OperationEntry } from './operation-entry.tsx'

type Operation = HistoryAnswer['operations'][number]

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

function useHistory(replica: OpenedReplica) {
  const queries = useQueryClient()
  // What changes a task makes history.
  useEffect(
    () => replica.tasks().subscribe(() => void queries.invalidateQueries({ queryKey: ['history'] })),
    [replica, queries],
  )
  return useInfiniteQuery({
    queryKey: ['history'],
    queryFn: ({ pageParam, signal }) => api.history(pageParam, signal),
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor,
  })
}

function ActivityOf({ replica, user }: { replica: OpenedReplica; user: User }) {
  const { views, activity: texts } = useTexts()
  const history = useHistory(replica)
  const operations = history.data?.pages.flatMap((page) => page.operations) ?? []
  return (
    <>
      <Header title={views.activity} note={texts.note} />
      {history.isPending && <LinesSkeleton label={texts.loading} />}
      {history.isError && operations.length === 0 && (
        <FailedLoad title={texts.failed} onRetry={() => void history.refetch()} />
      )}
      {history.isSuccess && operations.length === 0 && (
        <EmptyState title={texts.empty} hint={texts.emptyHint} />
      )}
      <Days replica={replica} operations={operations} timeZone={timeZoneOf(user)} />
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

type DaysProps = { replica: OpenedReplica; operations: readonly Operation[]; timeZone: string }

function Days({ replica, operations, timeZone }: DaysProps) {
  const locale = useLocale()
  const today = useToday(replica)
  const days = Map.groupBy(operations, ({ at }) => dayOf(new Date(at), timeZone))
  return [...days].map(([date, made]) => (
    <section key={date} aria-labelledby={`day-${date}`} className="mt-6 first-of-type:mt-0">
      <h2 id={`day-${date}`} className="border-b border-line pb-2 text-small font-semibold text-muted">
        {sayDate(date, today, locale)}
      </h2>
      <ol className="divide-y divide-line">
        {made.map((operation) => (
          <OperationEntry
            key={operation.id}
            replica={replica}
            operation={operation}
            today={today}
            timeZone={timeZone}
          />
        ))}
      </ol>
    </section>
  ))
}
