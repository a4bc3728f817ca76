'use client'

import type { Day } from '@todo/client/replica'
import { useMemo } from 'react'
import { useLocale, useTexts } from '../../i18n/texts.tsx'
import { addDays, sayDate, sayLongDate, sayShortDate, saySpan } from '../../lib/dates.ts'
import { type OpenedReplica, useLive, useToday } from '../../lib/replica.tsx'
import { foldFreeDays } from '../../lib/upcoming-days.ts'
import { EmptyState } from '../layout/empty-state.tsx'
import { Header } from '../layout/header.tsx'
import { TaskList } from '../task/task-list.tsx'
import { ListBody, OverReplica } from './over-replica.tsx'

/** The next four weeks, day by day. */
export function UpcomingView() {
  const { views } = useTexts()
  return <OverReplica title={views.upcoming}>{(replica) => <UpcomingOf replica={replica} />}</OverReplica>
}

function UpcomingOf({ replica }: { replica: OpenedReplica }) {
  const { views, upcoming: texts } = useTexts()
  const days = useLive(replica.upcoming())
  const today = useToday(replica)
  const parts = useMemo(() => foldFreeDays(days), [days])
  const isEmpty = days.every(({ tasks }) => tasks.length === 0)
  return (
    <>
      <Header title={views.upcoming} note={texts.note} />
      <ListBody
        replica={replica}
        isEmpty={isEmpty}
        empty={<EmptyState title={texts.empty} hint={texts.emptyHint} />}
      >
        <div className="-mt-6">
          {parts.map((part) =>
            part.kind === 'day' ? (
              <DayTasks key={part.day.date} day={part.day} today={today} />
            ) : (
              <FreeDays key={`free-${part.from}`} from={part.from} to={part.to} count={part.count} />
            ),
          )}
        </div>
      </ListBody>
    </>
  )
}

function DayTasks({ day: { date, tasks }, today }: { day: Day; today: string }) {
  const locale = useLocale()
  const [near, long] = [sayDate(date, today, locale), sayLongDate(date, locale)]
  const title = date === addDays(today, 1) ? `${near} · ${long}` : long
  // The heading names the day, so the tasks below it need not.
  return <TaskList title={title} tasks={tasks} today={today} shownDate={date} isByHand />
}

function FreeDays({ from, to, count }: { from: string; to: string; count: number }) {
  const { upcoming: texts } = useTexts()
  const locale = useLocale()
  return (
    <div className="mt-6">
      <p className="flex items-center gap-3 text-small text-muted">
        <span>{texts.free(saySpan(from, to, locale), count)}</span>
        <span className="h-px grow bg-line" />
      </p>
      <DropDays from={from} count={count} />
    </div>
  )
}

/** While a task is dragged, each free day shows itself, so that it can be put there. */
function DropDays({ from, count }: { from: string; count: number }) {
  const locale = useLocale()
  const days = Array.from({ length: count }, (_, index) => addDays(from, index))
  return (
    <div aria-hidden="true" className="hidden flex-wrap gap-1.5 pt-2 in-data-dragging:flex">
      {days.map((date) => (
        <span
          key={date}
          data-drop-day={date}
          className="rounded-medium border border-dashed border-edge px-2.5 py-1.5 text-small text-muted data-over:border-solid data-over:border-accent data-over:bg-accent-soft data-over:text-ink"
        >
          {sayShortDate(date, locale)}
        </span>
      ))}
    </div>
  )
}
