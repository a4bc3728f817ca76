'use client'

import { Flag } from 'lucide-react'
import { type MouseEvent, memo } from 'react'
import { useLocale, useTexts } from '../../i18n/texts.tsx'
import type { AppTools } from '../../lib/app-tools.ts'
import { sayDate } from '../../lib/dates.ts'
import { followLink } from '../../lib/navigation.ts'
import { overlay } from '../../lib/overlay.ts'
import { allRows, idOf, rowAround } from '../../lib/rows.ts'
import { selectedIds, selectRangeTo } from '../../lib/selection.ts'
import { complete, reopen } from '../../lib/task-actions.ts'
import { taskAddress } from '../../lib/task-address.ts'
import { factsToShow, type ListedIn } from '../../lib/task-facts.ts'
import { classes } from '../../lib/utils.ts'
import type { LocalTask } from '../../types/index.ts'
import { DoneBox } from '../ui/done-box.tsx'
import { SelectBox } from './select-box.tsx'

type Props = ListedIn & {
  task: LocalTask
  tools: AppTools | null
  isSelected?: boolean
  /** Whether it is open beside the list. */
  isOpen?: boolean
}

/** A row. What it follows is followed by its list, so that to make a row costs little. */
export const TaskCard = memo(function TaskCard({
  task,
  tools,
  isSelected = false,
  isOpen = false,
  ...list
}: Props) {
  const { task: texts } = useTexts()
  const isDone = task.status === 'done'
  const address = taskAddress(task)
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
        <Facts task={task} list={list} />
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

function Facts({ task, list }: { task: LocalTask; list: ListedIn }) {
  const { task: texts } = useTexts()
  const locale = useLocale()
  const facts = factsToShow(task, list)
  if (facts === null) return null
  return (
    <span className="flex flex-wrap items-center gap-x-3 text-small text-muted">
      {facts.date !== null && (
        <time dateTime={facts.date} className={facts.isLate ? 'text-late' : undefined}>
          {sayDate(facts.date, list.today, locale)}
        </time>
      )}
      {task.status === 'in_progress' && <span className="text-accent">{texts.inProgress}</span>}
      {task.priority === 'high' && (
        <span className="inline-flex items-center gap-1">
          <Flag className="size-3 text-late" aria-hidden="true" />
          {texts.priority.high}
        </span>
      )}
      {facts.tags.map((tag) => (
        <span key={tag} className="max-w-full truncate">
          #{tag}
        </span>
      ))}
    </span>
  )
}
