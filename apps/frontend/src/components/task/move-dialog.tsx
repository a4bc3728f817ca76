'use client'

import type { FormEvent } from 'react'
import { useLocale, useTexts } from '../../i18n/texts.tsx'
import type { AppTools } from '../../lib/app-tools.ts'
import { addDays, sayLongDate, weekdayOf } from '../../lib/dates.ts'
import { reschedule } from '../../lib/task-actions.ts'
import type { LocalTask } from '../../types/index.ts'
import { Button } from '../ui/button.tsx'
import { closeDialog, Dialog } from '../ui/dialog.tsx'

type Props = { tools: AppTools; tasks: readonly LocalTask[]; onClose(): void }

/** Moves tasks to another day, as one change. */
export function MoveDialog({ tools, tasks, onClose }: Props) {
  const { move, keys, lists } = useTexts()
  const [first, ...others] = tasks
  if (!first) return null
  const title = others.length === 0 ? move.title(first.title) : keys.moveSeveral(lists.count(tasks.length))
  return (
    <Dialog title={title} onClose={onClose}>
      <MoveChoices tools={tools} tasks={tasks} />
    </Dialog>
  )
}

function MoveChoices({ tools, tasks }: Pick<Props, 'tools' | 'tasks'>) {
  const { move } = useTexts()
  const locale = useLocale()
  const { date: today } = tools.replica.today().get()
  const choose = (event: { currentTarget: Element }, dueDate: string | null): void => {
    // First the focus goes back to where it was; then it follows the task.
    closeDialog(event)
    reschedule(tools, tasks, dueDate)
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
            defaultValue={tasks[0]?.dueDate ?? today}
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
