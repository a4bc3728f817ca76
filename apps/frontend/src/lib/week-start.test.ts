import { expect, it } from 'vitest'
import { firstWeekdayIn } from './week-start.ts'

it.each([
  ['de-DE', 1],
  ['en-US', 7],
  ['en-GB', 1],
  ['ar-EG', 6],
])('a week in %s begins on weekday %d', (locale, first) => {
  expect(firstWeekdayIn(locale)).toBe(first)
})
