import type { DateContext } from './date-match.ts'
import { numericDate } from './numeric-dates.ts'
import { timeOfDay } from './times.ts'
import {
  DAY_PARTS,
  MONTHS,
  NUMBER_WORDS,
  RECURRENCE_JOINTS,
  RECURRENCE_PARTS,
  WEEKDAYS,
} from './vocabulary.ts'
import { together } from './words.ts'

const NUMBER = /^\d{1,4}$/
const ORDINAL = /^\d{1,2}(?:st|nd|rd|th)$/
const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/
const NEAR_DAY = /^(?:today|tomorrow|tonight|tmrw)$/

/** The last word of the recurrence that begins with `every` at word `at`; null where none does. */
export function recurrenceAt(context: DateContext, at: number): number | null {
  const { words } = context
  if (words[at]?.lower !== 'every' || !['', '!'].includes(words[at]?.trail ?? '')) return null
  let last: number | null = null
  let index = at + 1
  for (let word = words[index]; word && !word.literal && word.lead === ''; word = words[index]) {
    const end = partEnd(context, index, last)
    if (end !== null) last = end
    else if (!isJoint(word.lower)) break
    const trail = words[end ?? index]?.trail ?? ''
    index = (end ?? index) + 1
    if (trail !== '' && trail !== ',') break
  }
  return last
}

/** Numbers too: "every one of them" is no recurrence, "every two weeks" is. */
function isJoint(lower: string): boolean {
  return RECURRENCE_JOINTS.has(lower) || NUMBER.test(lower) || NUMBER_WORDS.has(lower)
}

function partEnd(context: DateContext, at: number, last: number | null): number | null {
  const { words } = context
  const [lower = '', next = ''] = together(words, at, 2)
  if (MONTHS.has(lower)) return NUMBER.test(next) ? at + 1 : at
  if (RECURRENCE_PARTS.has(lower) || DAY_PARTS.has(lower) || WEEKDAYS.has(lower)) return at
  if (ORDINAL.test(lower) || ISO_DATE.test(lower)) return at
  // A near day belongs to it only when joined to it: "every day until tomorrow".
  if (NEAR_DAY.test(lower)) return last !== null && last < at - 1 ? at : null
  return timeOfDay(words, at) ?? numericDate(context, at)?.to ?? null
}
