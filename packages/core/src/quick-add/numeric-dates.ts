import { type Day, dayOf, nextOccurrence } from './calendar.ts'
import { type DateContext, type DateMatch, type DateRule, dateMatch } from './date-match.ts'
import { type DayMonthOrder, dayMonthOrder } from './locale.ts'
import { MEASURES, NUMBERED } from './vocabulary.ts'

type Written = { first: number; second: number; year: number | null }

const SLASHES = /^(\d{1,2})\/(\d{1,2})(?:\/(\d{4}|\d{2}))?$/
const DOTS = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/
// With a short year both numbers need two digits: `3.12.10` is a version.
const DOTS_SHORT_YEAR = /^(\d{2})\.(\d{2})\.(\d{2})$/
const DOTS_NO_YEAR = /^(\d{1,2})\.(\d{1,2})$/
const DASHES = /^(\d{1,2})-(\d{1,2})-(\d{4})$/
const YEAR_FIRST = /^(\d{4})\/(\d{1,2})\/(\d{1,2})$/
const FRACTION = /^(?:1\/[2-8]|2\/[35]|3\/[458]|5\/8|7\/8)$/
const MONTH_NAMES =
  'January February March April May June July August September October November December'.split(' ')

/** `12/24`, `24.12.`, with or without a year, in the order of the locale; `24-12-2026`; `2026/12/24`. */
export const numericDate: DateRule = (context, at) => {
  const word = context.words[at]
  if (!word || word.core.length > 10) return null
  const yearFirst = YEAR_FIRST.exec(word.core)
  if (yearFirst) {
    const [year, month, dayOfMonth] = yearFirst.slice(1).map(Number)
    const day = dayOf(year ?? 0, month ?? 0, dayOfMonth ?? 0)
    return dateMatch(context, at, at, day, {
      note: day === null ? `There is no such day as ${word.core}` : null,
    })
  }
  const dotted = word.trail.startsWith('.') ? DOTS_NO_YEAR.exec(word.core) : null
  const parts =
    dotted ??
    SLASHES.exec(word.core) ??
    DOTS.exec(word.core) ??
    DOTS_SHORT_YEAR.exec(word.core) ??
    DASHES.exec(word.core)
  if (!parts || isNumberOfSomething(context, at)) return null
  const written = { first: Number(parts[1]), second: Number(parts[2]), year: fullYear(parts[3]) }
  const text = dotted ? `${word.core}.` : word.core
  const found = inOrder(context, at, written, text)
  return found && dotted ? { ...found, end: found.end + 1 } : found
}

function fullYear(digits: string | undefined): number | null {
  if (digits === undefined) return null
  return digits.length === 2 ? 2000 + Number(digits) : Number(digits)
}

/** Tries the locale's order, then the other; without a locale only what can be read in one way counts. */
function inOrder(context: DateContext, at: number, written: Written, text: string): DateMatch | null {
  const dayFirst = dayFor(context, written, 'day-first')
  const monthFirst = dayFor(context, written, 'month-first')
  if (dayFirst === null && monthFirst === null) {
    // `50/60` is a ratio, `31/11` was meant as a date.
    const [low, high] = [Math.min(written.first, written.second), Math.max(written.first, written.second)]
    if (low < 1 || low > 12 || high > 31) return null
    return dateMatch(context, at, at, null, { note: `There is no such day as ${text}` })
  }
  const needsPreposition = text === '24/7'
  if (dayFirst === monthFirst) return dateMatch(context, at, at, dayFirst)
  const order = dayMonthOrder(context.locale)
  if (order === null) {
    if (dayFirst !== null && monthFirst !== null) {
      return dateMatch(context, at, at, null, { note: ambiguous(written, text) })
    }
    return dateMatch(context, at, at, dayFirst ?? monthFirst, { needsPreposition })
  }
  const wanted = order === 'day-first' ? dayFirst : monthFirst
  if (wanted !== null) return dateMatch(context, at, at, wanted, { needsPreposition })
  const note = swapped(written, text, order, context.locale)
  return dateMatch(context, at, at, dayFirst ?? monthFirst, { note, needsPreposition })
}

function dayFor(context: DateContext, { first, second, year }: Written, order: DayMonthOrder): Day | null {
  const [dayOfMonth, month] = order === 'day-first' ? [first, second] : [second, first]
  return year === null ? nextOccurrence(context.today, month, dayOfMonth) : dayOf(year, month, dayOfMonth)
}

function ambiguous({ first, second }: Written, text: string): string {
  const readings = `${named(first, second)} or ${named(second, first)}`
  return `${text} could be ${readings}: without a locale the order of day and month is not known`
}

function swapped(
  { first, second }: Written,
  text: string,
  order: DayMonthOrder,
  locale: string | null,
): string {
  const [dayOfMonth, month] = order === 'day-first' ? [second, first] : [first, second]
  return `Day and month are swapped: ${text} is no date in the order of ${locale}, so it is ${named(dayOfMonth, month)}`
}

function named(dayOfMonth: number, month: number): string {
  return `${dayOfMonth} ${MONTH_NAMES[month - 1]}`
}

/** `1/2 cup`, `2 1/2`, `part 1/2`, `version 3.4.`: numbers that are no dates. */
function isNumberOfSomething({ words }: DateContext, at: number): boolean {
  const before = words[at - 1]
  if (before && before.trail === '') {
    if (NUMBERED.has(before.lower)) return true
    if (/^\d{1,2}$/.test(before.lower) && FRACTION.test(words[at]?.core ?? '')) return true
  }
  return words[at]?.trail === '' && MEASURES.has(words[at + 1]?.lower ?? '')
}
