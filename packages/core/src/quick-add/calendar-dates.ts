import { dayOf, nextMonday, nextOccurrence, parseIsoDate, weekdayOf } from './calendar.ts'
import { type DateContext, type DateMatch, type DateRule, dateMatch } from './date-match.ts'
import { numericDate } from './numeric-dates.ts'
import {
  MARCHED,
  MONTHS,
  NAMED_DAYS,
  WEEKDAY_IS_WORD_AFTER,
  WEEKDAY_IS_WORD_BEFORE,
  WEEKDAYS,
} from './vocabulary.ts'
import { together } from './words.ts'

const DAY_OF_MONTH = /^(\d{1,2})(st|nd|rd|th)?$/
// Other numbers after a day and a month are hardly years: "by 5 may 1500 words".
const YEAR = /^(?:19|20|21)\d\d$/

/** `2026-12-24`. */
export const isoDateWritten: DateRule = (context, at) => {
  const core = context.words[at]?.core ?? ''
  if (!/^\d{4}-\d{2}-\d{2}$/.test(core)) return null
  const day = parseIsoDate(core)
  return dateMatch(context, at, at, day, { anywhere: true, note: day === null ? impossible(core) : null })
}

/** `25 dec`, `25th of December 2027`, `the 25th of dec`, `24. Dec`. */
export const dayThenMonth: DateRule = (context, at) => {
  const parts = together(context.words, at, 5, '.,')
  let next = parts[0] === 'the' ? 1 : 0
  const dayOfMonth = DAY_OF_MONTH.exec(parts[next++] ?? '')
  if (!dayOfMonth || (next === 2 && !dayOfMonth[2])) return null
  if (parts[next] === 'of') next++
  const month = MONTHS.get(parts[next] ?? '')
  if (month === undefined) return null
  return monthDate(context, at, at + next, month, Number(dayOfMonth[1]), parts[next + 1])
}

/** `dec 25`, `Dec. 25th`, `December 25, 2027`. */
export const monthThenDay: DateRule = (context, at) => {
  const parts = together(context.words, at, 4, '.,')
  const month = MONTHS.get(parts[0] ?? '')
  const dayOfMonth = DAY_OF_MONTH.exec(parts[1] ?? '')
  if (month === undefined || !dayOfMonth) return null
  if (parts[0] === 'march' && MARCHED.has(parts[2] ?? '')) return null
  return monthDate(context, at, at + 1, month, Number(dayOfMonth[1]), parts[2])
}

/** `friday`, `this friday`, `next friday`, `friday next week`, `next week friday`, `Fri, 25 Dec`. */
export const weekday: DateRule = (context, at) => {
  const { words, today } = context
  const [first = '', second = '', third = ''] = together(words, at, 3)
  if (first === 'next' && second === 'week' && third) return ofNextWeek(context, at, at + 2, at + 2)
  if (second === 'next' && third === 'week') return ofNextWeek(context, at, at, at + 2)
  if (first === 'next' && second) return ofNextWeek(context, at, at + 1, at + 1)
  const which = first === 'this' && second ? 1 : 0
  const wanted = weekdayAt(context, at + which)
  if (wanted === null) return null
  const days = (wanted - weekdayOf(today) + 7) % 7
  if (which) return dateMatch(context, at, at + 1, today + days, { led: true })
  return explicitDate(context, at, wanted) ?? dateMatch(context, at, at, today + (days || 7))
}

function ofNextWeek(context: DateContext, from: number, nameAt: number, to: number): DateMatch | null {
  const wanted = weekdayAt(context, nameAt)
  if (wanted === null) return null
  return dateMatch(context, from, to, nextMonday(context.today) + wanted, { led: true })
}

/** `Fri, 25 Dec` is one date where the two agree; else they are two. */
function explicitDate(context: DateContext, at: number, wanted: number): DateMatch | null {
  const trail = context.words[at]?.trail ?? ''
  const next = context.words[at + 1]
  if (!['', ',', '.'].includes(trail) || !next || next.literal || next.lead !== '') return null
  for (const rule of [isoDateWritten, dayThenMonth, monthThenDay, numericDate]) {
    const date = rule(context, at + 1)
    if (date && date.day !== null && weekdayOf(date.day) === wanted) return { ...date, from: at }
  }
  return null
}

/** The weekday named by a word, unless its neighbours show that it is another word: "sun cream", "Black Friday". */
function weekdayAt({ words, inCapitals }: DateContext, at: number): number | null {
  const word = words[at]
  const named = word && !word.literal ? WEEKDAYS.get(word.lower) : undefined
  if (!word || named === undefined) return null
  const before = words[at - 1]?.lower ?? ''
  const after = word.trail === '' ? (words[at + 1]?.lower ?? '') : ''
  if (NAMED_DAYS.has(before) || WEEKDAY_IS_WORD_AFTER.get(word.lower)?.has(before)) return null
  if (WEEKDAY_IS_WORD_BEFORE.get(word.lower)?.has(after)) return null
  // In capitals among other words it is the exam.
  if (word.core === 'SAT' && !inCapitals) return null
  return named
}

function monthDate(
  context: DateContext,
  from: number,
  monthEnd: number,
  month: number,
  dayOfMonth: number,
  following: string | undefined,
): DateMatch {
  const year = following !== undefined && YEAR.test(following) ? Number(following) : null
  const to = year === null ? monthEnd : monthEnd + 1
  const day =
    year === null ? nextOccurrence(context.today, month, dayOfMonth) : dayOf(year, month, dayOfMonth)
  const written = context.words.slice(from, to + 1).map(({ core }) => core)
  return dateMatch(context, from, to, day, { note: day === null ? impossible(written.join(' ')) : null })
}

function impossible(written: string): string {
  return `There is no such day as ${written}`
}
