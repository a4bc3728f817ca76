import { describe, expect, it } from 'vitest'
import { addMonths, dayByKey, weeksOf } from './calendar.ts'

const key = (name: string, shiftKey = false) => ({ key: name, shiftKey })
const monday = { firstWeekday: 1, isRtl: false }

describe('the weeks of a month', () => {
  it.each([
    [1, '2026-10-26', '2026-12-06'],
    [7, '2026-11-01', '2026-12-05'],
    [6, '2026-10-31', '2026-12-04'],
  ])('beginning on weekday %d go from %s to %s in November 2026', (firstWeekday, first, last) => {
    const weeks = weeksOf('2026-11-27', firstWeekday)
    expect(weeks[0]?.[0]).toBe(first)
    expect(weeks.at(-1)?.at(-1)).toBe(last)
    expect(weeks.every((week) => week.length === 7)).toBe(true)
  })

  it('are four where February fills them', () => {
    expect(weeksOf('2027-02-10', 1)).toHaveLength(4)
  })

  it('end with the last year of four digits', () => {
    expect(weeksOf('9999-12-31', 1).flat()).toContain('9999-12-31')
    expect(weeksOf('9999-12-31', 1).length).toBeLessThan(7)
  })
})

describe('a month further', () => {
  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2028-02-29', 12, '2029-02-28'],
    ['2026-01-01', -1, '2025-12-01'],
  ])('than %s, %d times, is %s', (from, months, to) => {
    expect(addMonths(from, months)).toBe(to)
  })
})

describe('a key', () => {
  it.each([
    ['ArrowRight', false, '2026-11-28'],
    ['ArrowLeft', false, '2026-11-26'],
    ['ArrowDown', false, '2026-12-04'],
    ['ArrowUp', false, '2026-11-20'],
    ['Home', false, '2026-11-23'],
    ['End', false, '2026-11-29'],
    ['PageDown', false, '2026-12-27'],
    ['PageUp', false, '2026-10-27'],
    ['PageDown', true, '2027-11-27'],
    ['PageUp', true, '2025-11-27'],
  ])('%s (with Shift: %s) leads from a Friday to %s', (name, shiftKey, to) => {
    expect(dayByKey('2026-11-27', key(name, shiftKey), monday)).toBe(to)
  })

  it('leads to the ends of the week as the person has it', () => {
    const sunday = { firstWeekday: 7, isRtl: false }
    expect(dayByKey('2026-11-27', key('Home'), sunday)).toBe('2026-11-22')
    expect(dayByKey('2026-11-27', key('End'), sunday)).toBe('2026-11-28')
  })

  it('leads where it points in a script from right to left', () => {
    const rtl = { firstWeekday: 6, isRtl: true }
    expect(dayByKey('2026-11-27', key('ArrowLeft'), rtl)).toBe('2026-11-28')
    expect(dayByKey('2026-11-27', key('ArrowRight'), rtl)).toBe('2026-11-26')
  })

  it.each(['a', 'Tab', 'Escape', 'constructor'])('%s leads nowhere', (name) => {
    expect(dayByKey('2026-11-27', key(name), monday)).toBe(null)
  })

  it('does not lead out of the years that a date can have', () => {
    expect(dayByKey('9999-12-31', key('ArrowRight'), monday)).toBe(null)
    expect(dayByKey('0001-01-01', key('PageUp'), monday)).toBe(null)
  })
})
