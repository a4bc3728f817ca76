'use client'

import { CalendarDays, X } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import { useLocale, useTexts } from '../../../i18n/texts.tsx'
import { sayDate, sayLongDate } from '../../../lib/dates.ts'
import { onPlaceWanted, takeWantedPlace } from '../../../lib/open-task.ts'
import { say } from '../../../lib/say.ts'
import { classes } from '../../../lib/utils.ts'
import type { LocalTask } from '../../../types/index.ts'
import { LazyDayDialog } from '../../task/lazy-day-dialog.tsx'

type Props = { task: LocalTask; today: string; onSave(dueDate: string | null): void }

/** The day that a task is due on. */
export function DueField({ task, today, onSave }: Props) {
  const { detail, activity, move } = useTexts()
  const locale = useLocale()
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const [isOpen, setIsOpen] = useState(false)
  useEffect(() => {
    const take = (): void => {
      if (takeWantedPlace(task, 'date')) setIsOpen(true)
    }
    take()
    return onPlaceWanted(take)
  }, [task])
  const { dueDate } = task
  const choose = (date: string | null): void => {
    if (date === dueDate) return
    onSave(date)
    say(date === null ? detail.dateRemoved : detail.dueOn(sayDate(date, today, locale)))
  }
  const isLate = dueDate !== null && dueDate < today && task.status !== 'done'
  return (
    <div>
      <p id={id} className="pb-1 text-small font-medium text-muted">
        {activity.fields.due_date}
      </p>
      <div className="relative">
        <button
          ref={button}
          type="button"
          aria-haspopup="dialog"
          aria-labelledby={`${id} ${id}-day`}
          onClick={() => setIsOpen(true)}
          className={classes(
            'flex h-11 w-full min-w-0 items-center gap-2.5 rounded-medium border border-edge bg-raised ps-3 text-start hover:bg-hover desk:h-9',
            dueDate === null ? 'pe-3' : 'pe-11',
          )}
        >
          <CalendarDays className="size-4 shrink-0 text-muted" aria-hidden="true" />
          <span
            id={`${id}-day`}
            className={classes('truncate', isLate && 'text-late', !dueDate && 'text-muted')}
          >
            {dueDate === null ? move.noDate : sayNear(dueDate, today, locale)}
          </span>
        </button>
        {dueDate !== null && (
          <button
            type="button"
            aria-label={detail.removeDate}
            title={detail.removeDate}
            onClick={() => {
              button.current?.focus()
              choose(null)
            }}
            className="absolute end-0 top-0 grid size-11 place-items-center rounded-medium text-muted hover:text-ink desk:size-9"
          >
            <X className="size-4" aria-hidden="true" />
          </button>
        )}
      </div>
      {isOpen && (
        <LazyDayDialog
          title={activity.fields.due_date ?? ''}
          value={dueDate}
          today={today}
          onChoose={choose}
          onClose={() => setIsOpen(false)}
        />
      )}
    </div>
  )
}

/** With the day and month where the name alone does not have them. */
function sayNear(date: string, today: string, locale: string): string {
  const near = sayDate(date, today, locale)
  return /\d/.test(near) ? near : `${near} · ${sayLongDate(date, locale)}`
}
