'use client'

import { CalendarDays } from 'lucide-react'
import { useState } from 'react'
import { useLocale, useTexts } from '../../i18n/texts.tsx'
import { sayDate } from '../../lib/dates.ts'
import { useReplica } from '../../lib/replica.tsx'
import { say } from '../../lib/say.ts'
import type { LocalTask } from '../../types/index.ts'
import { LazyDayDialog } from './lazy-day-dialog.tsx'

type Props = { task: LocalTask; today: string }

/** Moves a task to another day. */
export function MoveButton({ task, today }: Props) {
  const { move } = useTexts()
  const [isOpen, setIsOpen] = useState(false)
  const moveTo = useMove(today)
  return (
    <>
      <button
        type="button"
        title={move.button}
        aria-label={move.label(task.title)}
        aria-haspopup="dialog"
        onClick={() => setIsOpen(true)}
        className="grid size-11 shrink-0 place-items-center rounded-medium text-muted hover:text-ink"
      >
        <CalendarDays className="size-4.5" aria-hidden="true" />
      </button>
      {isOpen && (
        <LazyDayDialog
          title={move.title(task.title)}
          value={task.dueDate}
          today={today}
          // The focus is back where it was by now; the view then follows the task.
          onChoose={(date) => moveTo(task, date)}
          onClose={() => setIsOpen(false)}
        >
          <p className="mt-3 text-small text-muted max-desk:hidden">{move.keys}</p>
        </LazyDayDialog>
      )}
    </>
  )
}

/** Moves, and says where to; the focus goes with the task, or to the view where that does not show it any more. */
export function useMove(today: string): (task: LocalTask, dueDate: string | null) => void {
  const { move } = useTexts()
  const locale = useLocale()
  const replica = useReplica()
  return (task, dueDate) => {
    if (!replica?.update(task.id, { dueDate })) return
    say(move.moved(task.title, dueDate === null ? move.noDate : sayDate(dueDate, today, locale)))
    requestAnimationFrame(() => {
      const shown = document.querySelector<HTMLElement>(`[data-task="${task.id}"] a`)
      const place = shown ?? document.getElementById('content')
      place?.focus()
    })
  }
}
