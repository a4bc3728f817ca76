import { addMonths, type Day, firstOfNextMonth, nextMonday, weekdayOf } from './calendar.ts'
import { type DateRule, dateMatch, standsAt } from './date-match.ts'
import { NUMBER_WORDS } from './vocabulary.ts'
import { together } from './words.ts'

const SATURDAY = 5
const NEAR_DAYS: ReadonlyMap<string, number> = new Map([
  ['today', 0],
  ['tonight', 0],
  ['tomorrow', 1],
  ['tmrw', 1],
])
const DAY_AFTER_TOMORROW = ['day', 'after', 'tomorrow']
const END_OF_SOMETHING = /^(?:at )?(?:the )?end of (?:(the |this |next )?month|next (week))(?= |$)/
const NO_END_OF_WEEK = 'The end of a week is not understood'
const IN_WORDS = { anywhere: true, lowerCase: true }

/** `today`, `tomorrow`, `tonight`, `tmrw`, `[the] day after tomorrow`. */
export const nearDay: DateRule = (context, at) => {
  const word = context.words[at]?.lower ?? ''
  const days = NEAR_DAYS.get(word)
  if (days !== undefined) return dateMatch(context, at, at, context.today + days, IN_WORDS)
  const skip = word === 'the' ? 1 : 0
  if (!standsAt(context.words, at, [...(skip ? ['the'] : []), ...DAY_AFTER_TOMORROW])) return null
  return dateMatch(context, at, at + skip + 2, context.today + 2, IN_WORDS)
}

/** `in 3 days`, `in two weeks`, `in a month`; `a` and `an` count at the edges only ("built in a week"). */
export const inSomeTime: DateRule = (context, at) => {
  const [first, count = '', unit = ''] = together(context.words, at, 3)
  if (first !== 'in') return null
  const article = count === 'a' && (unit === 'week' || unit === 'month')
  const day = article ? later(context.today, 1, unit) : later(context.today, amount(count), unit)
  return day === null ? null : dateMatch(context, at, at + 2, day, { ...IN_WORDS, anywhere: !article })
}

/** `3 days from now`, `a week from today`, `two weeks from tomorrow`: else `today` alone would be the date. */
export const someTimeFrom: DateRule = (context, at) => {
  const [count = '', unit = '', from, anchor = ''] = together(context.words, at, 4)
  if (from !== 'from') return null
  const start = anchor === 'now' ? 0 : NEAR_DAYS.get(anchor)
  if (start === undefined) return null
  const day = later(context.today + start, count === 'a' ? 1 : amount(count), unit)
  return day === null ? null : dateMatch(context, at, at + 3, day, IN_WORDS)
}

/** `next week`, `next month`, `next weekend`, `this weekend`. */
export const thisOrNext: DateRule = (context, at) => {
  const [which, what] = together(context.words, at, 2)
  const { today } = context
  const found = (day: Day) => dateMatch(context, at, at + 1, day, { led: true })
  if (which === 'next' && what === 'week') return found(nextMonday(today))
  if (which === 'next' && what === 'month') return found(firstOfNextMonth(today))
  if (which === 'next' && what === 'weekend') return found(nextMonday(today) + SATURDAY)
  if (which !== 'this' || what !== 'weekend') return null
  return found(Math.max(today, today - weekdayOf(today) + SATURDAY))
}

/** `eom`, `end of month`, `end of the month`, `end of next month`, with `at` or `the` before it. */
export const endOfMonth: DateRule = (context, at) => {
  if (context.words[at]?.lower === 'eom')
    return dateMatch(context, at, at, firstOfNextMonth(context.today) - 1)
  const phrase = END_OF_SOMETHING.exec(together(context.words, at, 6).join(' '))
  if (!phrase) return null
  const to = at + phrase[0].split(' ').length - 1
  // Else `next week` alone would be the date.
  if (phrase[2] === 'week') return dateMatch(context, at, to, null, { led: true, note: NO_END_OF_WEEK })
  return dateMatch(
    context,
    at,
    to,
    addMonths(firstOfNextMonth(context.today), phrase[1] === 'next ' ? 1 : 0) - 1,
  )
}

function amount(word: string): number | null {
  return /^\d{1,4}$/.test(word) ? Number(word) : (NUMBER_WORDS.get(word) ?? null)
}

function later(from: Day, count: number | null, unit: string): Day | null {
  if (count === null) return null
  if (unit === 'day' || unit === 'days') return from + count
  if (unit === 'week' || unit === 'weeks') return from + 7 * count
  if (unit === 'month' || unit === 'months') return addMonths(from, count)
  return null
}
