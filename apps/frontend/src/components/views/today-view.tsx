'use client'

import { useMemo } from 'react'
import { useLocale, useTexts } from '../../i18n/texts.tsx'
import { dayOf, sayLongDate, useToday } from '../../lib/dates.ts'
import { startList, useList } from '../../lib/list.ts'
import type { Task } from '../../types/index.ts'
import { useUser } from '../layout/account.tsx'
import { EmptyState } from '../layout/empty-state.tsx'
import { Header } from '../layout/header.tsx'
import { TaskForm } from '../task/task-form.tsx'
import { TaskList } from '../task/task-list.tsx'
import { TaskListSkeleton } from '../task/task-list-skeleton.tsx'
import { Button } from '../ui/button.tsx'

/** What is late, what is due today, and what was done today. */
export function TodayView() {
  const user = useUser()
  return user ? <TodayOf timezone={user.timezone} /> : <TodayLoading />
}

function TodayLoading() {
  const { views } = useTexts()
  return (
    <>
      <Header title={views.today} note={' '} />
      <TaskListSkeleton />
    </>
  )
}

function TodayOf({ timezone }: { timezone: string | null }) {
  const { views } = useTexts()
  const locale = useLocale()
  const today = useToday(timezone)
  return (
    <>
      <Header title={views.today} note={sayLongDate(today, locale)} />
      <TaskForm today={today} dueDate={today} />
      <TodayTasks today={today} timezone={timezone} />
    </>
  )
}

function TodayTasks({ today, timezone }: { today: string; timezone: string | null }) {
  const { lists, empty } = useTexts()
  const { status, tasks } = useList()
  const parts = useMemo(() => partsOf([...tasks.values()], today, timezone), [tasks, today, timezone])
  if (status === 'loading') return <TaskListSkeleton />
  if (status === 'failed') {
    return (
      <EmptyState title={lists.failed}>
        <Button look="outline" onClick={() => void startList()}>
          {lists.retry}
        </Button>
      </EmptyState>
    )
  }
  const { overdue, due, done } = parts
  const isClear = overdue.length + due.length === 0
  return (
    <>
      {isClear && done.length === 0 && <EmptyState title={empty.today} hint={empty.todayHint} />}
      {isClear && done.length > 0 && <EmptyState title={empty.clear} hint={empty.clearHint} />}
      <TaskList title={lists.overdue} tasks={overdue} today={today} />
      <TaskList title={overdue.length > 0 ? lists.due : null} tasks={due} today={today} />
      {done.length > 0 && (
        <details className="mt-8">
          <summary className="cursor-pointer rounded-small py-1 text-small font-medium text-muted">
            {lists.doneToday(done.length)}
          </summary>
          <TaskList title={null} tasks={done} today={today} />
        </details>
      )}
    </>
  )
}

type Parts = { overdue: Task[]; due: Task[]; done: Task[] }

function partsOf(tasks: readonly Task[], today: string, timezone: string | null): Parts {
  const parts: Parts = { overdue: [], due: [], done: [] }
  for (const task of tasks) {
    if (task.deletedAt !== null) continue
    if (task.completedAt !== null) {
      if (dayOf(new Date(task.completedAt), timezone) === today) parts.done.push(task)
    } else if (task.dueDate !== null && task.dueDate <= today) {
      parts[task.dueDate < today ? 'overdue' : 'due'].push(task)
    }
  }
  parts.overdue.sort((left, right) => compare(left.dueDate ?? '', right.dueDate ?? '') || byHand(left, right))
  parts.due.sort(byHand)
  parts.done.sort((left, right) => compare(right.completedAt ?? '', left.completedAt ?? ''))
  return parts
}

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)

/** The order made by hand. */
const byHand = (left: Task, right: Task): number =>
  compare(left.position, right.position) || compare(left.id, right.id)
