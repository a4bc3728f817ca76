import { isoDate } from './calendar.ts'
import { dayThenMonth, isoDateWritten, monthThenDay, weekday } from './calendar-dates.ts'
import type { DateContext, DateMatch, DateRule } from './date-match.ts'
import { numericDate } from './numeric-dates.ts'
import { recurrenceAt } from './recurrence.ts'
import { endOfMonth, inSomeTime, nearDay, someTimeFrom, thisOrNext } from './relative-dates.ts'
import { timeAfterDate, timeOfDay } from './times.ts'
import { isProject, type Priority, readPriority, readTag } from './tokens.ts'
import { NO_DATE_AFTER, NO_DATE_BEFORE, PREPOSITIONS } from './vocabulary.ts'
import { together, type Word } from './words.ts'

/** A stretch of words, from the first to the last, and where it stands in the text. */
type Stretch = { from: number; to: number; start: number; end: number; note: string | null }

type TagItem = Stretch & { kind: 'tag'; value: string }
export type PriorityItem = Stretch & { kind: 'priority'; value: Priority; anywhere: boolean }
export type DateItem = Stretch & {
  kind: 'date'
  /** `YYYY-MM-DD`; null where it stays in the title, and `note` says why. */
  value: string | null
  /** Counts wherever it stands. */
  anywhere: boolean
  /** The neighbour that makes it no date at the end of the text, and at its beginning. */
  blockedBy: { before: string | null; after: string | null }
}
/** Stays in the title and is looked through: what is beside it may be at the edge of the text all the same. */
type AsideItem = Stretch & { kind: 'aside' }
type TextItem = Stretch & { kind: 'text' }
/** All that a text consists of, in order and without gaps. */
export type Item = TagItem | PriorityItem | DateItem | AsideItem | TextItem

// The longer way to write a date comes before the shorter.
const DATE_RULES: readonly DateRule[] = [
  someTimeFrom,
  inSomeTime,
  nearDay,
  isoDateWritten,
  weekday,
  thisOrNext,
  endOfMonth,
  dayThenMonth,
  monthThenDay,
  numericDate,
]

const NONE: ReadonlySet<string> = new Set()
const THIS_OR_NEXT: ReadonlySet<string> = new Set(['this', 'next'])
const DUE: ReadonlySet<string> = new Set(['due'])
const SAYS_SOMETHING = /[\p{L}\p{N}]/u
const NOTES = {
  project: '+project is reserved for later and stays in the title',
  recurrence: 'Recurrence is not understood yet and stays in the title',
  time: 'Times of day are not understood yet and stay in the title',
  capital: 'With a capital inside the text it is read as a name',
  fullHours: 'Read as “round the clock”',
} as const

/** Cuts the words into items, from left to right; where items count is not decided here. */
export function scan(context: DateContext): Item[] {
  const { words } = context
  const items: Item[] = []
  const firstWord = firstWordIndex(words)
  for (let at = 0; at < words.length; ) {
    const item = words[at]?.literal ? textItem(words, at) : itemAt(context, at, firstWord, items)
    // A date takes in the prepositions before it.
    while ((items.at(-1)?.to ?? -1) >= item.from) items.pop()
    items.push(item)
    at = item.to + 1
  }
  return items
}

function itemAt(context: DateContext, at: number, firstWord: number, items: readonly Item[]): Item {
  const { words } = context
  const token = tokenItem(words, at)
  if (token) return token
  const recurrence = recurrenceAt(context, at)
  if (recurrence !== null) return asideItem(words, at, recurrence, NOTES.recurrence)
  for (const rule of DATE_RULES) {
    const match = rule(context, at)
    if (match) return dateItem(context, match, firstWord, items)
  }
  const time = timeOfDay(words, at) ?? (items.at(-1)?.kind === 'date' ? timeAfterDate(words, at) : null)
  return time === null ? textItem(words, at) : asideItem(words, at, time, NOTES.time)
}

function tokenItem(words: readonly Word[], at: number): Item | null {
  const word = words[at]
  if (!word) return null
  const time = word.lower.startsWith('@') ? timeOfDay(words, at) : null
  if (time !== null) return asideItem(words, at, time, NOTES.time)
  const reading = readTag(word)
  if (reading) {
    return reading.tag === null
      ? { ...textItem(words, at), note: reading.note }
      : { kind: 'tag', value: reading.tag, note: null, ...place(words, at, at) }
  }
  const priority = readPriority(word)
  if (priority) {
    return {
      kind: 'priority',
      value: priority.priority,
      anywhere: priority.anywhere,
      note: null,
      ...place(words, at, at),
    }
  }
  return isProject(word) ? asideItem(words, at, at, NOTES.project) : null
}

function dateItem(
  context: DateContext,
  match: DateMatch,
  firstWord: number,
  items: readonly Item[],
): DateItem {
  const { words } = context
  const from = beforePrepositions(words, match, items)
  const led = match.led || from < match.from
  const named = match.lowerCase && hasCapitalInside(words, match, firstWord)
  const round = match.needsPreposition && !led
  const day = named || round || match.day === null ? null : isoDate(match.day)
  return {
    kind: 'date',
    ...place(words, from, match.to),
    end: match.end,
    value: day,
    anywhere: match.anywhere || led,
    note: named ? NOTES.capital : round ? NOTES.fullHours : match.note,
    blockedBy: {
      before: blocker(words, from - 1, NO_DATE_AFTER),
      after: blocker(words, match.to + 1, NO_DATE_BEFORE),
    },
  }
}

/** Takes in what leads to a date: `on by due until before this next`, and chains such as `due by this`. */
function beforePrepositions(words: readonly Word[], match: DateMatch, items: readonly Item[]): number {
  let first = match.from
  let back = -1
  for (const leading of [match.led ? NONE : THIS_OR_NEXT, PREPOSITIONS, DUE]) {
    const preposition = words[first - 1]?.lower ?? ''
    if (items.at(back)?.kind !== 'text' || !leading.has(preposition)) continue
    if (together(words, first - 1, 2, preposition === 'due' ? ':' : '').length < 2) break
    first--
    back--
  }
  return first
}

function hasCapitalInside(words: readonly Word[], { from, to }: DateMatch, firstWord: number): boolean {
  return words.slice(from, to + 1).some(({ core, lower }, index) => {
    return from + index !== firstWord && core !== lower && core !== core.toUpperCase()
  })
}

/** The first word that is neither a token nor a mark: it has a capital where a sentence begins. */
function firstWordIndex(words: readonly Word[]): number {
  return words.findIndex((word) => SAYS_SOMETHING.test(word.core) && !readTag(word) && !readPriority(word))
}

function blocker(words: readonly Word[], at: number, blocking: ReadonlySet<string>): string | null {
  const lower = words[at]?.lower ?? ''
  const [left, right] = blocking === NO_DATE_AFTER ? [words[at], words[at + 1]] : [words[at - 1], words[at]]
  return blocking.has(lower) && left?.trail === '' && right?.lead === '' ? lower : null
}

function asideItem(words: readonly Word[], from: number, to: number, note: string): AsideItem {
  return { kind: 'aside', ...place(words, from, to), note }
}

/** Marks and pictures alone are looked through: "Party friday 🎉". So is what was refused. */
function textItem(words: readonly Word[], at: number): Item {
  const word = words[at]
  const says = word === undefined || (!word.refused && (word.literal || SAYS_SOMETHING.test(word.core)))
  return { kind: says ? 'text' : 'aside', ...place(words, at, at), note: null }
}

function place(words: readonly Word[], from: number, to: number) {
  return { from, to, start: words[from]?.coreStart ?? 0, end: words[to]?.coreEnd ?? 0 }
}
