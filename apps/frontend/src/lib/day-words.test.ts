import { describe, expect, it } from 'vitest'
import { dayOfWords } from './day-words.ts'

/** A Friday. */
const today = '2026-11-27'

describe('the day that words mean', () => {
  it.each([
    ['today', '2026-11-27'],
    ['Tomorrow', '2026-11-28'],
    ['next fri', '2026-12-04'],
    ['in 3 days', '2026-11-30'],
    ['24 dec', '2026-12-24'],
    ['2027-01-31', '2027-01-31'],
    [' mon ', '2026-11-30'],
  ])('%j is %s', (words, date) => {
    expect(dayOfWords(words, today, 'en-GB')).toBe(date)
  })

  it.each([
    ['morgen', '2026-11-28'],
    ['Übermorgen', '2026-11-29'],
    ['freitag', '2026-12-04'],
    ['24.12.', '2026-12-24'],
    ['tomorrow', '2026-11-28'],
  ])('%j is %s for somebody who writes German', (words, date) => {
    expect(dayOfWords(words, today, 'de-DE')).toBe(date)
  })

  it.each(['', ' ', 'soon', 'tomorrow or so', 'tomorrow #home', 'tomorrow p1', '\u0007', '31 feb', 'x'])(
    '%j means none',
    (words) => {
      expect(dayOfWords(words, today, 'en-GB')).toBe(null)
    },
  )
})
