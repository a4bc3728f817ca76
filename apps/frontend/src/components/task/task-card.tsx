'use client'

import { Flag } from 'lucide-react'
import { type ComponentType, memo } from 'react'
import { useLocale, useTexts } from '../../i18n/texts.tsx'
import { sayDate } from '../../lib/dates.ts'
import { followLink, useIsOpenBeside } from '../../lib/navigation.ts'
import { useReplica } from '../../lib/replica.tsx'
import { taskAddress } from '../../lib/task-address.ts'
import { classes } from '../../lib/utils.ts'
import type { LocalTask } from '../../types/index.ts'
import { DoneBox } from '../ui/done-box.tsx'

/** `shownDate`: the day that the heading names already; today where it is not said. */
type Facts = { task: LocalTask; today: string; shownDate?: string | undefined }
type Props = Facts & {
  /** What else can be done with it here. */
  Actions?: ComponentType<Facts> | undefined
}

export const TaskCard = memo(function TaskCard({ task, today, shownDate, Actions }: Props) {
  const { task: texts } = useTexts()
  const replica = useReplica()
  const isDone = task.status === 'done'
  const address = taskAddress(task)
  const isOpen = useIsOpenBeside(address)
  return (
    <article
      data-task={task.id}
      className="group flex items-start gap-1 rounded-medium pe-1 transition-colors hover:bg-hover has-[a[aria-current]]:bg-accent-soft"
    >
      <DoneBox
        isDone={isDone}
        isImportant={task.priority === 'high'}
        label={isDone ? texts.reopen(task.title) : texts.complete(task.title)}
        onChange={(next) => (next ? replica?.complete(task.id) : replica?.reopen(task.id))}
      />
      <a
        href={address}
        aria-current={isOpen || undefined}
        onClick={followLink}
        className="min-w-0 grow rounded-small py-2.5 pe-2"
      >
        <span dir="auto" className={classes('break-words', isDone && 'text-muted line-through')}>
          {task.title}
        </span>
        <TaskFacts task={task} today={today} shownDate={shownDate} />
      </a>
      {Actions && <Actions task={task} today={today} />}
    </article>
  )
})

function TaskFacts({ task, today, shownDate = today }: Facts) {
  const { task: texts } = useTexts()
  const locale = useLocale()
  const isLate = task.dueDate !== null && task.dueDate < today && task.status !== 'done'
  const isPlain = task.priority !== 'high' && task.tags.length === 0 && task.status !== 'in_progress'
  const showsDate = task.dueDate !== null && task.dueDate !== shownDate
  if (isPlain && !showsDate) return null
  return (
    <span className="flex flex-wrap items-center gap-x-3 text-small text-muted">
      {showsDate && task.dueDate !== null && (
        <time dateTime={task.dueDate} className={isLate ? 'text-late' : undefined}>
          {sayDate(task.dueDate, today, locale)}
        </time>
      )}
      {task.status === 'in_progress' && <span className="text-accent">{texts.inProgress}</span>}
      {task.priority === 'high' && (
        <span className="inline-flex items-center gap-1 text-late">
          <Flag className="size-3" aria-hidden="true" />
          {texts.priority.high}
        </span>
      )}
      {task.tags.map((tag) => (
        <span key={tag} className="max-w-full truncate">
          #{tag}
        </span>
      ))}
    </span>
  )
}
