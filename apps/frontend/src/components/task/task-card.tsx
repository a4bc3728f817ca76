'use client'

import { Flag } from 'lucide-react'
import { type MouseEvent, memo } from 'react'
import { useLocale, useTexts } from '../../i18n/texts.tsx'
import { type AppTools, useAppTools } from '../../lib/app-tools.ts'
import { sayDate } from '../../lib/dates.ts'
import { followLink, useIsOpenBeside } from '../../lib/navigation.ts'
import { overlay } from '../../lib/overlay.ts'
import { allRows, idOf, rowAround } from '../../lib/rows.ts'
import { selectedIds, selectRangeTo, useIsSelected } from '../../lib/selection.ts'
import { complete, reopen } from '../../lib/task-actions.ts'
import { taskAddress } from '../../lib/task-address.ts'
import { classes } from '../../lib/utils.ts'
import type { LocalTask } from '../../types/index.ts'
import { DoneBox } from '../ui/done-box.tsx'
import { SelectBox } from './select-box.tsx'

/** `shownDate`, `shownTag`: what the heading names already; the day is today where it is not said. */
type Props = { task: LocalTask; today: string; shownDate?: string | undefined; shownTag?: string | undefined }

export const TaskCard = memo(function TaskCard({ task, today, shownDate, shownTag }: Props) {
  const { task: texts } = useTexts()
  const tools = useAppTools()
  const isSelected = useIsSelected(task.id)
  const isDone = task.status === 'done'
  const address = taskAddress(task)
  const isOpen = useIsOpenBeside(address)
  return (
    <article
      data-task={task.id}
      className={classes(
        'group flex touch-pan-y touch-pinch-zoom items-start gap-1 rounded-medium pe-1 -outline-offset-2 outline-accent select-none [-webkit-touch-callout:none] data-dragged:opacity-40 focus-within:has-[a:focus-visible]:outline-2',
        isSelected || isOpen ? 'bg-accent-soft' : 'hover:bg-hover',
      )}
    >
      <SelectBox task={task} isSelected={isSelected} />
      <DoneBox
        isDone={isDone}
        isImportant={task.priority === 'high'}
        label={isDone ? texts.reopen(task.title) : texts.complete(task.title)}
        onChange={(next) => tools && (next ? complete : reopen)(tools, [task])}
      />
      <a
        href={address}
        aria-current={isOpen || undefined}
        draggable={false}
        onClick={(event) => (isRange(event) ? selectTo(event, task) : followLink(event))}
        className="min-w-0 grow py-2.5 pe-2 outline-none"
      >
        <span dir="auto" className={classes('break-words', isDone && 'text-muted line-through')}>
          {task.title}
        </span>
        <TaskFacts task={task} today={today} shownDate={shownDate} shownTag={shownTag} />
      </a>
      {tools && <MenuButton task={task} tools={tools} />}
    </article>
  )
})

const isRange = ({ shiftKey, ctrlKey, metaKey }: MouseEvent): boolean => shiftKey && !ctrlKey && !metaKey

function selectTo(event: MouseEvent, { id }: LocalTask): void {
  event.preventDefault()
  selectRangeTo(id, allRows().map(idOf))
}

/** What can be done with the task; with all that are selected, where it is one of them. */
function MenuButton({ task: { id, title }, tools }: { task: LocalTask; tools: AppTools }) {
  const { keys } = useTexts()
  const open = ({ currentTarget: button }: MouseEvent<HTMLButtonElement>): void => {
    const selected = selectedIds()
    const ids = selected.has(id) ? [...selected] : [id]
    overlay.set({ kind: 'menu', button, situation: { ...tools, row: rowAround(button), ids } })
  }
  return (
    <button
      type="button"
      aria-label={keys.menu.button(title)}
      aria-haspopup="menu"
      onClick={open}
      className="dots size-11 shrink-0 rounded-medium text-muted hover:text-ink focus-visible:text-muted group-focus-within:text-muted group-hover:text-muted desk:not-pointer-coarse:text-transparent"
    />
  )
}

function TaskFacts({ task, today, shownDate = today, shownTag }: Props) {
  const { task: texts } = useTexts()
  const locale = useLocale()
  const tags = shownTag === undefined ? task.tags : task.tags.filter((tag) => tag !== shownTag)
  const isLate = task.dueDate !== null && task.dueDate < today && task.status !== 'done'
  const isPlain = task.priority !== 'high' && tags.length === 0 && task.status !== 'in_progress'
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
        <span className="inline-flex items-center gap-1">
          <Flag className="size-3 text-late" aria-hidden="true" />
          {texts.priority.high}
        </span>
      )}
      {tags.map((tag) => (
        <span key={tag} className="max-w-full truncate">
          #{tag}
        </span>
      ))}
    </span>
  )
}
