'use client'

import type { TodayView as Parts } from '@todo/client/replica'
import { useLayoutEffect, useMemo, useRef } from 'react'
import { useLocale, useTexts } from '../../i18n/texts.tsx'
import { sayLongDate } from '../../lib/dates.ts'
import { enterToday, leaveToday } from '../../lib/first-sight.ts'
import { useConnection, useLive, useReplica } from '../../lib/replica.tsx'
import { EmptyState } from '../layout/empty-state.tsx'
import { Header } from '../layout/header.tsx'
import { GrowingList } from '../task/growing-list.tsx'
import { TaskForm } from '../task/task-form.tsx'
import { TaskListSkeleton } from '../task/task-list-skeleton.tsx'

type OpenedReplica = NonNullable<ReturnType<typeof useReplica>>

/** What is late, what is due today, and what was done today. */
export function TodayView() {
  const replica = useReplica()
  return replica ? <TodayOf replica={replica} /> : <TodayLoading />
}

function TodayLoading() {
  const { views } = useTexts()
  return (
    <>
      <Header title={views.today} note={'\u00a0'} />
      <TaskListSkeleton />
    </>
  )
}

function TodayOf({ replica }: { replica: OpenedReplica }) {
  const { views } = useTexts()
  const locale = useLocale()
  const parts = useLive(useMemo(() => replica.today(), [replica]))
  const connection = useConnection(replica)
  const latest = useRef(parts)
  latest.current = parts
  // With the view that takes its place, and before this one is gone.
  useLayoutEffect(() => {
    enterToday()
    return () => leaveToday(latest.current)
  }, [])
  const isEmpty = parts.overdue.length + parts.today.length + parts.done.length === 0
  return (
    <>
      <Header title={views.today} note={sayLongDate(parts.date, locale)} />
      <TaskForm today={parts.date} dueDate={parts.date} />
      {isEmpty && connection === 'loading' ? (
        <TaskListSkeleton />
      ) : (
        <div data-today>
          <TodayParts {...parts} />
        </div>
      )}
    </>
  )
}

function TodayParts({ date, overdue, today, done }: Parts) {
  const { lists, empty } = useTexts()
  const isClear = overdue.length + today.length === 0
  return (
    <>
      {isClear && done.length === 0 && <EmptyState title={empty.today} hint={empty.todayHint} />}
      {isClear && done.length > 0 && <EmptyState title={empty.clear} hint={empty.clearHint} />}
      <GrowingList title={lists.overdue} tasks={overdue} today={date} isByHand />
      <GrowingList
        title={overdue.length > 0 ? lists.due : null}
        tasks={today}
        today={date}
        shownDate={date}
        isByHand
      />
      {done.length > 0 && (
        <details className="mt-8">
          <summary className="cursor-pointer rounded-small py-1 text-small font-medium text-muted">
            {lists.doneToday(done.length)}
          </summary>
          <GrowingList title={null} tasks={done} today={date} />
        </details>
      )}
    </>
  )
}
