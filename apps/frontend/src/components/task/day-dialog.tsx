'use client'

import { type ReactNode, type RefObject, useId, useRef, useState } from 'react'
import { useLocale, useTexts } from '../../i18n/texts.tsx'
import { addDays, sayLongDate, weekdayOf } from '../../lib/dates.ts'
import { dayOfWords } from '../../lib/day-words.ts'
import { classes } from '../../lib/utils.ts'
import { Calendar } from '../ui/calendar.tsx'
import { Dialog } from '../ui/dialog.tsx'

type Props = {
  title: string
  /** The day that is chosen now. */
  value: string | null
  /** `YYYY-MM-DD` where the person is. */
  today: string
  /** What else there is to know. */
  children?: ReactNode
  /** Told once the dialog is closed and the focus is back where it was. `null` is no date. */
  onChoose(date: string | null): void
  onClose(): void
}

/** Asks for a day: in words, by one of the next ones, or on a calendar. */
export function DayDialog({ title, value, today, children, onChoose, onClose }: Props) {
  const content = useRef<HTMLDivElement>(null)
  const [meant, setMeant] = useState<string | null>(null)
  const choose = (date: string | null): void => {
    content.current?.closest('dialog')?.close()
    onChoose(date)
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <div ref={content}>
        <DayWords today={today} content={content} onMeant={setMeant} onChoose={choose} />
        <NearDays today={today} hasDate={value !== null} onChoose={choose} />
        <div className="-mx-2 mt-3 border-t border-line pt-3">
          <Calendar value={meant ?? value} today={today} isFirst={!hasKeyboard()} onChoose={choose} />
        </div>
        {children}
      </div>
    </Dialog>
  )
}

/** On a touch screen the line for words would bring up the keyboard, over the calendar. */
const hasKeyboard = (): boolean => matchMedia('(pointer: fine)').matches

type WordsProps = {
  today: string
  content: RefObject<HTMLDivElement | null>
  onMeant(date: string | null): void
  onChoose(date: string): void
}

function DayWords({ today, content, onMeant, onChoose }: WordsProps) {
  const { day: texts } = useTexts()
  const locale = useLocale()
  const id = useId()
  const [words, setWords] = useState('')
  const [isWrong, setIsWrong] = useState(false)
  const meant = dayOfWords(words, today, locale)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (meant !== null) onChoose(meant)
        else setIsWrong(words.trim() !== '')
      }}
    >
      <label htmlFor={id} className="sr-only">
        {texts.words}
      </label>
      <input
        id={id}
        value={words}
        placeholder={texts.placeholder}
        autoComplete="off"
        autoCapitalize="none"
        enterKeyHint="done"
        data-focus-first={hasKeyboard() || undefined}
        aria-invalid={isWrong || undefined}
        aria-describedby={`${id}-meant`}
        onChange={({ target }) => {
          setWords(target.value)
          setIsWrong(false)
          onMeant(dayOfWords(target.value, today, locale))
        }}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return
          event.preventDefault()
          content.current?.querySelector<HTMLElement>('[role=grid] [tabindex="0"]')?.focus()
        }}
        className={classes(
          'block h-11 w-full rounded-medium border bg-canvas px-3 placeholder:text-muted',
          isWrong ? 'border-late' : 'border-edge',
        )}
      />
      <p
        id={`${id}-meant`}
        aria-live="polite"
        className={classes('min-h-6 pt-1 text-small', isWrong ? 'text-late' : 'text-muted')}
      >
        {isWrong ? texts.notUnderstood : meant !== null && sayLongDate(meant, locale)}
      </p>
    </form>
  )
}

type NearProps = { today: string; hasDate: boolean; onChoose(date: string | null): void }

function NearDays({ today, hasDate, onChoose }: NearProps) {
  const { move } = useTexts()
  const locale = useLocale()
  return (
    <ul className="-mx-2">
      {daysToChoose(today)
        .filter(({ date }) => date !== null || hasDate)
        .map(({ name, date }) => (
          <li key={name}>
            <button
              type="button"
              onClick={() => onChoose(date)}
              className="flex min-h-11 w-full items-center justify-between gap-3 rounded-medium px-2 text-start hover:bg-hover desk:min-h-9"
            >
              {move[name]}
              {date !== null && <span className="text-small text-muted">{sayLongDate(date, locale)}</span>}
            </button>
          </li>
        ))}
    </ul>
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
