import { describe, expect, it } from 'vitest'
import { addMonths, dayOf, isoDate, parseIsoDate, todayIn, weekdayOf } from './calendar.ts'

describe('todayIn', () => {
  it.each([
    ['UTC', '2026-11-24T23:59:59Z', '2026-11-24'],
    ['Pacific/Kiritimati', '2026-11-24T09:59:59Z', '2026-11-24'],
    ['Pacific/Kiritimati', '2026-11-24T10:00:00Z', '2026-11-25'],
    ['Pacific/Pago_Pago', '2026-11-24T10:59:59Z', '2026-11-23'],
    ['Asia/Kathmandu', '2026-11-24T18:15:00Z', '2026-11-25'],
    ['America/Los_Angeles', '2026-03-08T07:59:59Z', '2026-03-07'],
    ['America/Los_Angeles', '2026-03-08T08:00:00Z', '2026-03-08'],
    ['America/Los_Angeles', '2026-03-09T06:59:59Z', '2026-03-08'],
    ['America/Los_Angeles', '2026-03-09T07:00:00Z', '2026-03-09'],
    ['America/Los_Angeles', '2026-11-02T07:59:59Z', '2026-11-01'],
    ['America/Los_Angeles', '2026-11-02T08:00:00Z', '2026-11-02'],
    ['europe/berlin', '2026-12-31T23:00:00Z', '2027-01-01'],
  ])('in %s at %s it is %s', (zone, now, today) => {
    expect(todayIn(zone, new Date(now))).toBe(today)
  })

  it.each(['', 'Nowhere/Land', '+01:00', 'Berlin'])('refuses the zone %j', (zone) => {
    expect(() => todayIn(zone, new Date(0))).toThrow(RangeError)
  })
})

describe('calendar days', () => {
  it('knows which days there are', () => {
    expect(dayOf(2026, 2, 29)).toBeNull()
    expect(dayOf(2028, 2, 29)).not.toBeNull()
    expect(dayOf(2026, 13, 1)).toBeNull()
    expect(dayOf(999, 1, 1)).toBeNull()
    expect(parseIsoDate('2026-1-5')).toBeNull()
  })

  it('counts days, months and weekdays, also before 1970', () => {
    const day = dayOf(1969, 12, 31)
    expect(day).toBe(-1)
    expect(weekdayOf(-1)).toBe(2)
    expect(isoDate(addMonths(-1, 2))).toBe('1970-02-28')
    expect(isoDate(addMonths(-1, -1))).toBe('1969-11-30')
  })
})
