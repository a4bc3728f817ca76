import { DAY_PARTS } from './vocabulary.ts'
import { together, type Word } from './words.ts'

const CLOCK =
  /^(?:(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?:[ap]\.?m)?|(?:0?[1-9]|1[0-2])(?:\.[0-5]\d)?[ap]\.?m|(?:[01]?\d|2[0-3])h[0-5]\d)$/
const CLOCK_BEGINNING = /^(?:[01]?\d|2[0-3])(?:[:.][0-5]\d)?(?:[ap]\.?m)?$/
const HOUR = /^(?:0?[1-9]|1[0-2])(?:[:.][0-5]\d)?$/
const HALF_OF_DAY = /^(?:[ap]\.?m|o['’]clock)$/
const CLOCK_LENGTH_MAX = 20

/** The last word of a time of day that begins at word `at`: `9am`, `15:00`, `9 o'clock`, `at 9.30 pm`; else null. */
export function timeOfDay(words: readonly Word[], at: number): number | null {
  const [first = '', second = '', third = ''] = together(words, at, 3)
  if (first === 'at') {
    if (second === 'noon' || second === 'midnight') return at + 1
    const length = clockLength(second, third)
    return length === 0 ? null : at + length
  }
  const length = clockLength(first.startsWith('@') ? first.slice(1) : first, second)
  return length === 0 ? null : at + length - 1
}

/** What is a time of day only directly after a date: `at 9`, `[in the] morning`, `at night`. */
export function timeAfterDate(words: readonly Word[], at: number): number | null {
  const [first = '', second = '', third = ''] = together(words, at, 3)
  if (words[at]?.lead !== '') return null
  if (DAY_PARTS.has(first)) return at
  if (first === 'at' && (DAY_PARTS.has(second) || /^(?:1?\d|2[0-3])$/.test(second))) return at + 1
  if (first === 'in' && second === 'the' && DAY_PARTS.has(third)) return at + 2
  return null
}

/** How many words the time takes: 1, 2 (`9 am`) or 0 for none. */
function clockLength(word: string, next: string): number {
  if (word.length > CLOCK_LENGTH_MAX) return 0
  if (HALF_OF_DAY.test(next) && HOUR.test(word)) return 2
  if (CLOCK.test(word)) return 1
  const [begin, end, ...rest] = word.split(/[-–]/)
  if (begin === undefined || end === undefined || rest.length > 0) return 0
  return CLOCK_BEGINNING.test(begin) && CLOCK.test(end) ? 1 : 0
}
