'use client'

import { isCalendarDate } from '@todo/core'
import { ChevronLeft, ChevronRight, type LucideIcon } from 'lucide-react'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useLocale, useTexts } from '../../i18n/texts.tsx'
import { addMonths, dayByKey, weeksOf } from '../../lib/calendar.ts'
import { chosenInForcedColors, classes } from '../../lib/utils.ts'
import { useFirstWeekday } from '../../lib/week-start.ts'

type Props = {
  /** `YYYY-MM-DD`: the day that is chosen now. */
  value: string | null
  today: string
  /** In a dialog: the focus begins here. */
  isFirst?: boolean
  onChoose(date: string): void
}

/** The days of a month, by the ARIA pattern for date pickers: one stop for Tab, arrows from day to day. */
export function Calendar({ value, today, isFirst = false, onChoose }: Props) {
  const id = useId()
  const locale = useLocale()
  const firstWeekday = useFirstWeekday()
  const table = useRef<HTMLTableElement>(null)
  const [day, setDay] = useState(value ?? today)
  const [shown, setShown] = useState(value)
  if (shown !== value) {
    // Another day was chosen outside, so that one is to be seen.
    setShown(value)
    if (value !== null) setDay(value)
  }
  const isMoving = useRef(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the cell of another day is there after this rendering
  useEffect(() => {
    if (isMoving.current) table.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus()
    isMoving.current = false
  }, [day])

  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      onChoose(day)
      return
    }
    const isRtl = getComputedStyle(event.currentTarget).direction === 'rtl'
    const next = dayByKey(day, event, { firstWeekday, isRtl })
    if (next === null) return
    event.preventDefault()
    isMoving.current = true
    setDay(next)
  }
  const weeks = weeksOf(day, firstWeekday)
  return (
    <div>
      <MonthHead id={id} day={day} onMove={setDay} />
      <table
        ref={table}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: as the ARIA pattern has it
        role="grid"
        aria-labelledby={id}
        onKeyDown={onKeyDown}
        className="w-full table-fixed"
      >
        <thead>
          <tr>
            {weeks[0]?.map((date) => (
              <th
                key={date}
                scope="col"
                abbr={sayWeekday(date, 'long', locale)}
                className="h-7 text-tiny font-medium text-muted"
              >
                {sayWeekday(date, 'short', locale)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((date) => (
                <DayCell
                  key={date}
                  date={date}
                  isChosen={date === value}
                  isToday={date === today}
                  isStop={date === day}
                  isFirst={isFirst && date === day}
                  isNear={date.slice(0, 7) === day.slice(0, 7)}
                  onChoose={onChoose}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

type HeadProps = { id: string; day: string; onMove(day: string): void }

function MonthHead({ id, day, onMove }: HeadProps) {
  const { day: texts } = useTexts()
  const locale = useLocale()
  const month = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' })
  return (
    <div className="flex items-center gap-1">
      <h3 id={id} aria-live="polite" className="min-w-0 grow ps-2 font-medium">
        {month.format(new Date(day))}
      </h3>
      <MonthButton label={texts.monthBefore} icon={ChevronLeft} to={addMonths(day, -1)} onMove={onMove} />
      <MonthButton label={texts.monthAfter} icon={ChevronRight} to={addMonths(day, 1)} onMove={onMove} />
    </div>
  )
}

type ButtonProps = { label: string; icon: LucideIcon; to: string; onMove(day: string): void }

function MonthButton({ label, icon: Icon, to, onMove }: ButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      disabled={!isCalendarDate(to)}
      onClick={() => onMove(to)}
      className="grid size-11 place-items-center rounded-medium text-muted hover:bg-hover hover:text-ink disabled:opacity-40 desk:size-9"
    >
      <Icon className="size-4.5 rtl:-scale-x-100" aria-hidden="true" />
    </button>
  )
}

type CellProps = {
  date: string
  isChosen: boolean
  isToday: boolean
  /** The one that Tab leads to. */
  isStop: boolean
  isFirst: boolean
  /** Of the month that is shown. */
  isNear: boolean
  onChoose(date: string): void
}

function DayCell({ date, isChosen, isToday, isStop, isFirst, isNear, onChoose }: CellProps) {
  const locale = useLocale()
  if (!isCalendarDate(date)) return <td />
  const long = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: 'UTC' }).format(new Date(date))
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid around it has the keys
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: in a grid it is a cell that can be chosen
    <td
      aria-label={long}
      aria-selected={isChosen}
      aria-current={isToday ? 'date' : undefined}
      tabIndex={isStop ? 0 : -1}
      data-date={date}
      data-focus-first={isFirst || undefined}
      onClick={() => onChoose(date)}
      className={classes(
        'h-11 cursor-pointer rounded-medium text-center tabular-nums desk:h-9',
        isChosen ? `bg-accent text-on-accent ${chosenInForcedColors}` : 'hover:bg-hover',
        !isChosen && isToday && 'font-semibold text-accent underline underline-offset-4',
        !isChosen && !isToday && !isNear && 'text-muted',
      )}
    >
      {Number(date.slice(8))}
    </td>
  )
}

const sayWeekday = (date: string, weekday: 'long' | 'short', locale: string): string =>
  new Intl.DateTimeFormat(locale, { weekday, timeZone: 'UTC' }).format(new Date(date))
