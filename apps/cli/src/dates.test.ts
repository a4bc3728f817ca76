import { describe, expect, test } from 'vitest'
import { describeDue, formatDay, parseMoment } from './dates.ts'
import { UsageError } from './errors.ts'

test('a day is told with its weekday, and with the year where it is another', () => {
  expect(formatDay('2026-11-24', '2026-11-23')).toBe('Tue 24 Nov')
  expect(formatDay('2027-01-01', '2026-11-23')).toBe('Fri 1 Jan 2027')
})

test.each([
  ['2026-11-23', 'today'],
  ['2026-11-24', 'tomorrow'],
  ['2026-11-30', 'Mon 30 Nov'],
  ['2027-02-01', '1 Feb 2027'],
  ['2026-11-22', 'overdue 22 Nov'],
  ['2026-01-02', 'overdue 2 Jan'],
  ['2025-12-31', 'overdue 2025'],
])('due on %s is %s', (due, words) => {
  expect(describeDue(due, '2026-11-23')).toBe(words)
})

test('what was due at the end of last year is told by its day in January', () => {
  expect(describeDue('2026-12-31', '2027-01-02')).toBe('overdue 31 Dec')
})

describe('a moment', () => {
  const now = new Date('2026-11-23T15:30:00').getTime()
  const local = (text: string): string => new Date(text).toISOString()

  test.each([
    ['14:00', local('2026-11-23T14:00:00')],
    ['9:05', local('2026-11-23T09:05:00')],
    ['2026-11-20', local('2026-11-20T00:00:00')],
    ['2026-11-20 18:45', local('2026-11-20T18:45:00')],
    ['today', local('2026-11-23T00:00:00')],
    ['yesterday', local('2026-11-22T00:00:00')],
    ['30m', local('2026-11-23T15:00:00')],
    ['2h', local('2026-11-23T13:30:00')],
    ['2026-11-20T10:00:00Z', '2026-11-20T10:00:00.000Z'],
    ['2026-11-20T10:00:00+02:00', '2026-11-20T08:00:00.000Z'],
  ])('%s', (text, iso) => {
    expect(parseMoment(text, now, '--since')).toBe(iso)
  })

  test.each(['', 'lately', '25:00', '2026-02-30', '2026-13-01T00:00:00Z', '99999999999d'])(
    'is not %j',
    (text) => {
      expect(() => parseMoment(text, now, '--since')).toThrow(UsageError)
    },
  )
})
