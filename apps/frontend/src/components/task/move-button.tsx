'use client'

import { CalendarDays } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useLocale, useTexts } from '../../i18n/texts.tsx'
import { addDays, sayDate, sayLongDate, weekdayOf } from '../../lib/dates.ts'
import { useReplica } from '../../lib/replica.tsx'
import { say } from '../../lib/say.ts'
import type { LocalTask } from '../../types/index.ts'
import { Button } from '../ui/button.tsx'
import { closeDialog, Dialog } from '../ui/dialog.tsx'

type Props = { task: LocalTask; today: string }

/** Moves a task to another day. */
export function MoveButton({ task, today }: Props) {
  const { move } = useTexts()
  const [isOpen, setIsOpen] = useState(false)
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
        <Dialog title={move.title(task.title)} onClose={() => setIsOpen(false)}>
          <MoveChoices task={task} today={today} />
        </Dialog>
      )}
    </>
  )
}

function MoveChoices({ task, today }: Props) {
  const { move } = useTexts()
  const locale = useLocale()
  const moveTo = useMove(today)
  const choose = (event: { currentTarget: Element }, dueDate: string | null): void => {
    // First the focus goes back to where it was; the view then follows the task.
    closeDialog(event)
    moveTo(task, dueDate)
  }
  return (
    <>
      <ul className="-mx-2">
        {daysToChoose(today).map(({ name, date }) => (
          <li key={name}>
            <button
              type="button"
              onClick={(event) => choose(event, date)}
              className="flex min-h-11 w-full items-center justify-between gap-3 rounded-medium px-2 text-start hover:bg-hover"
            >
              {move[name]}
              {date !== null && <span className="text-small text-muted">{sayLongDate(date, locale)}</span>}
            </button>
          </li>
        ))}
      </ul>
      <form
        className="mt-3 flex items-end gap-2 border-t border-line pt-4"
        onSubmit={(event: FormEvent<HTMLFormElement>) => {
          event.preventDefault()
          const date = new FormData(event.currentTarget).get('date')
          if (typeof date === 'string' && date !== '') choose(event, date)
        }}
      >
        <label className="min-w-0 grow text-small font-medium">
          {move.date}
          <input
            type="date"
            name="date"
            required
            defaultValue={task.dueDate ?? today}
            className="mt-1.5 block h-11 w-full rounded-medium border border-edge bg-raised px-3 text-body"
          />
        </label>
        <Button type="submit" className="desk:min-h-11">
          {move.submit}
        </Button>
      </form>
      <p className="mt-3 text-small text-muted">{move.keys}</p>
    </>
  )
}

type DayName = 'today' | 'tomorrow' | 'weekend' | 'nextWeek' | 'noDate'

function daysToChoose(today: string): readonly { name: DayName; date: string | null }[] {
  const weekday = weekdayOf(today)
  return [
    { name: 'today', date: today },
    { name: 'tomorrow', date: addDays(today, 1) },
    ...(weekday < 5 ? [{ name: 'weekend' as const, date: addDays(today, 6 - weekday) }] : []),
    { name: 'nextWeek', date: addDays(today, 8 - weekday) },
    { name: 'noDate', date: null },
  ]
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
