import { parseQuickAdd } from '@todo/core/quick-add'
import type { Reading } from './text.ts'

const MS_PER_DAY = 86_400_000
const STAND_IN_TITLE = 'xx'
/** No date takes more room, and what is longer costs time to read. */
const PHRASE_LENGTH_MAX = 60

/** `YYYY-MM-DD`, so many days later. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * MS_PER_DAY).toISOString().slice(0, 10)
}

/** Monday is 0. */
export function weekdayOf(date: string): number {
  return (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7
}

/** The day that a phrase names by itself, as quick add reads it, and `yesterday`; null where it is not wholly a date. */
export function dateOf(text: string, { today, locale }: Reading): string | null {
  if (text.length > PHRASE_LENGTH_MAX) return null
  const words = text
    .toLowerCase()
    .replace(/[.!?,;:]+$/, '')
    .replace(/^(?:for|to|at|due|on|by|the date|until|till|from|is|it's|be|=)(?: on| by| to| at)? /, '')
    .trim()
  if (words === '') return null
  if (words === 'yesterday') return addDays(today, -1)
  const nth = /^the (\d{1,2})(?:st|nd|rd|th)$/.exec(words)?.[1]
  if (nth !== undefined) return dayOfMonth(Number(nth), today)
  if (words === 'a week' || words === 'a month') return dateOf(`in ${words}`, { today, locale, quotes: [] })
  if (words === 'the weekend') return dateOf('this weekend', { today, locale, quotes: [] })
  if (/^(?:end of (?:the |this )?week|eow)$/.test(words)) return addDays(today, 6 - weekdayOf(today))
  try {
    const { title, dueDate } = parseQuickAdd(`${STAND_IN_TITLE} ${words}`, { today, locale })
    return title === STAND_IN_TITLE ? dueDate : null
  } catch {
    return null
  }
}

/** The next day from today on that is the so-manieth of its month. */
function dayOfMonth(day: number, today: string): string | null {
  for (let ahead = 0; ahead < 62; ahead++) {
    const date = addDays(today, ahead)
    if (Number(date.slice(8)) === day) return date
  }
  return null
}

/** A stretch of days, both included; an end may be open. */
export type Range = { from: string | null; to: string | null }

const SMALL_NUMBERS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  couple: 2,
}
const AMOUNT = '(\\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|(?:a )?couple(?: of)?)'

function amountOf(word: string): number {
  return SMALL_NUMBERS[word.replace(/^a couple(?: of)?$|^couple of$/, 'couple')] ?? Number(word)
}

/** The days that a phrase such as `this week`, `by friday`, `overdue`, `tomorrow` names; null where it names none. */
export function rangeOf(text: string, reading: Reading): Range | null {
  const words = text.toLowerCase().trim()
  const { today } = reading
  const monday = addDays(today, -weekdayOf(today))
  const week = (start: string) => ({ from: start, to: addDays(start, 6) })
  if (/^(?:overdue|late|past due|past their due date|past its due date|behind schedule)$/.test(words))
    return { from: null, to: addDays(today, -1) }
  if (/^(?:this|the current) week$|^the week$/.test(words)) return week(monday)
  if (words === 'next week') return week(addDays(monday, 7))
  if (words === 'last week') return week(addDays(monday, -7))
  if (/^(?:this|the) weekend$/.test(words))
    return { from: addDays(monday, weekdayOf(today) === 6 ? 6 : 5), to: addDays(monday, 6) }
  if (words === 'next weekend') return { from: addDays(monday, 12), to: addDays(monday, 13) }
  if (/^(?:this|next|last) month$/.test(words)) return monthRange(today, words.slice(0, 4).trim())
  if (/^(?:upcoming|coming up|soon|ahead)$/.test(words)) return { from: today, to: null }
  const ahead = new RegExp(
    `^(?:(?:in |over |within |for )?the )?(?:next|coming|following) ${AMOUNT} (day|week)s?$`,
  ).exec(words)
  if (ahead)
    return { from: today, to: addDays(today, amountOf(ahead[1] ?? '') * (ahead[2] === 'week' ? 7 : 1)) }
  const before = /^(before|earlier than) (.+)$/.exec(words)
  if (before) return ended(dateOf(before[2] ?? '', reading), -1)
  const by = /^(?:by|until|till|up to|no later than|due by) (.+)$/.exec(words)
  if (by) return ended(dateOf(by[1] ?? '', reading), 0)
  const after = /^(?:after|later than|past) (.+)$/.exec(words)
  if (after) return begun(dateOf(after[1] ?? '', reading), 1)
  const since = /^(?:from|starting|since) (.+) on$|^starting (.+)$/.exec(words)
  if (since) return begun(dateOf(since[1] ?? since[2] ?? '', reading), 0)
  const between = /^(?:between|from) (.+?) (?:and|to|until|till|through) (.+)$/.exec(words)
  if (between) {
    const [from, to] = [dateOf(between[1] ?? '', reading), dateOf(between[2] ?? '', reading)]
    if (from !== null && to !== null) return { from, to }
  }
  const day = dateOf(words, reading)
  return day === null ? null : { from: day, to: day }
}

function ended(day: string | null, by: number): Range | null {
  return day === null ? null : { from: null, to: addDays(day, by) }
}

function begun(day: string | null, by: number): Range | null {
  return day === null ? null : { from: addDays(day, by), to: null }
}

function monthRange(today: string, which: string): Range {
  const step = which === 'next' ? 1 : which === 'last' ? -1 : 0
  const [year = 0, month = 0] = today.split('-').map(Number)
  const first = (ahead: number) => new Date(Date.UTC(year, month - 1 + ahead, 1)).toISOString().slice(0, 10)
  return { from: first(step), to: addDays(first(step + 1), -1) }
}

const BY_DAYS = new RegExp(
  `^(?:back |out |on |forward |ahead )?(?:by |for )?${AMOUNT} (day|week)s?(?: later| back| out)?$`,
)

/** How many days later `by two days`, `a week` is; null for anything else. */
export function shiftOf(text: string): number | null {
  if (text.length > PHRASE_LENGTH_MAX) return null
  const found = BY_DAYS.exec(text.toLowerCase().trim())
  if (!found) return null
  return amountOf(found[1] ?? '') * (found[2] === 'week' ? 7 : 1)
}
