'use client'

import type { Day } from '@todo/client/replica'
import { useEffect, useMemo } from 'react'
import { useLocale, useTexts } from '../../i18n/texts.tsx'
import { addDays, sayDate, sayLongDate, saySpan } from '../../lib/dates.ts'
import { type OpenedReplica, useLive, useToday } from '../../lib/replica.tsx'
import { foldFreeDays } from '../../lib/upcoming-days.ts'
import type { LocalTask } from '../../types/index.ts'
import { EmptyState } from '../layout/empty-state.tsx'
import { Header } from '../layout/header.tsx'
import { MoveButton, useMove } from '../task/move-button.tsx'
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
  useMoveByKeys(days, today)
  return (
    <>
      <Header title={views.upcoming} note={texts.note} />
      <ListBody
        replica={replica}
        isEmpty={isEmpty}
        empty={<EmptyState title={texts.empty} hint={texts.emptyHint} />}
      >
        {parts.map((part) =>
          part.kind === 'day' ? (
            <DayTasks key={part.day.date} day={part.day} today={today} />
          ) : (
            <FreeDays key={`free-${part.from}`} from={part.from} to={part.to} count={part.count} />
          ),
        )}
      </ListBody>
    </>
  )
}

function DayTasks({ day: { date, tasks }, today }: { day: Day; today: string }) {
  const locale = useLocale()
  const [near, long] = [sayDate(date, today, locale), sayLongDate(date, locale)]
  const title = date === addDays(today, 1) ? `${near} · ${long}` : long
  // The heading names the day, so the tasks below it need not.
  return <TaskList title={title} tasks={tasks} today={today} shownDate={date} Actions={MoveButton} />
}

function FreeDays({ from, to, count }: { from: string; to: string; count: number }) {
  const { upcoming: texts } = useTexts()
  const locale = useLocale()
  return (
    <p className="mt-6 flex items-center gap-3 text-small text-muted">
      <span>{texts.free(saySpan(from, to, locale), count)}</span>
      <span className="h-px grow bg-line" />
    </p>
  )
}

/** `Shift Alt ↑/↓` moves the task that has the focus a day back or on. */
function useMoveByKeys(days: readonly Day[], today: string): void {
  const moveTo = useMove(today)
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
      if (step === 0 || !event.altKey || !event.shiftKey) return
      const task = focusedTask(days)
      if (!task?.dueDate) return
      event.preventDefault()
      moveTo(task, addDays(task.dueDate, step))
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [days, moveTo])
}

function focusedTask(days: readonly Day[]): LocalTask | undefined {
  const id = document.activeElement?.closest<HTMLElement>('[data-task]')?.dataset.task
  return days.flatMap(({ tasks }) => tasks).find((task) => task.id === id)
}
