import type { Day } from './calendar.ts'
import { together, type Word } from './words.ts'

/** What the date rules look at. */
export type DateContext = {
  words: readonly Word[]
  today: Day
  locale: string | null
  /** No word of the text is in small letters. */
  inCapitals: boolean
}

/** A date found in the words; where it may count is decided later. */
export type DateMatch = {
  from: number
  to: number
  /** Where the date ends in the text: the dot of `24.12.` belongs to it. */
  end: number
  /** Null where it stays in the title, and then `note` says why. */
  day: Day | null
  /** Counts in the middle of a text without a preposition. */
  anywhere: boolean
  /** Begins with `this` or `next`, and so counts in the middle too. */
  led: boolean
  /** Written in words that are no names: a capital inside the text makes it the name of something else. */
  lowerCase: boolean
  /** Counts only after a preposition, wherever it stands (`24/7`). */
  needsPreposition: boolean
  note: string | null
}

/** One way to write a date, tried at word `at`. */
export type DateRule = (context: DateContext, at: number) => DateMatch | null

/** A match from word `from` to word `to`, which counts at the edges unless `extra` says more. */
export function dateMatch(
  { words }: DateContext,
  from: number,
  to: number,
  day: Day | null,
  extra: Partial<DateMatch> = {},
): DateMatch {
  return {
    from,
    to,
    end: words[to]?.coreEnd ?? 0,
    day,
    anywhere: false,
    led: false,
    lowerCase: false,
    needsPreposition: false,
    note: null,
    ...extra,
  }
}

/** Whether the words from `at` on are exactly those of `phrase`, with nothing between them. */
export function standsAt(words: readonly Word[], at: number, phrase: readonly string[]): boolean {
  const found = together(words, at, phrase.length)
  return found.length === phrase.length && phrase.every((word, index) => word === found[index])
}
