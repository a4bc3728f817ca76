import { isCalendarDate } from '@todo/core'
import { addDays, weekdayOf } from './dates.ts'

/** The weeks of the month that holds a date, whole ones: days of the months beside it fill them up. */
export function weeksOf(date: string, firstWeekday: number): readonly (readonly string[])[] {
  const first = startOfWeek(`${date.slice(0, 8)}01`, firstWeekday)
  const weeks: string[][] = []
  for (let day = first; weeks.length === 0 || day.slice(0, 7) <= date.slice(0, 7); day = addDays(day, 7)) {
    weeks.push(Array.from({ length: 7 }, (_, index) => addDays(day, index)))
    if (!isCalendarDate(addDays(day, 7))) break
  }
  return weeks
}

const startOfWeek = (date: string, firstWeekday: number): string =>
  addDays(date, -((weekdayOf(date) - firstWeekday + 7) % 7))

/** The same day of a later or earlier month, or the last one where that month is shorter. */
export function addMonths(date: string, months: number): string {
  const moved = new Date(`${date.slice(0, 8)}01`)
  moved.setUTCMonth(moved.getUTCMonth() + months + 1, 0)
  const day = Math.min(Number(date.slice(8)), moved.getUTCDate())
  moved.setUTCDate(day)
  return moved.toISOString().slice(0, 10)
}

type Key = { key: string; shiftKey: boolean }

/** Where a key leads from a date, by the keys of the ARIA pattern; `null` for one that leads nowhere. */
export function dayByKey(
  date: string,
  { key, shiftKey }: Key,
  { firstWeekday, isRtl }: { firstWeekday: number; isRtl: boolean },
): string | null {
  const onward = isRtl ? -1 : 1
  const start = startOfWeek(date, firstWeekday)
  const moves: Readonly<Record<string, string>> = {
    ArrowRight: addDays(date, onward),
    ArrowLeft: addDays(date, -onward),
    ArrowDown: addDays(date, 7),
    ArrowUp: addDays(date, -7),
    Home: start,
    End: addDays(start, 6),
    PageDown: addMonths(date, shiftKey ? 12 : 1),
    PageUp: addMonths(date, shiftKey ? -12 : -1),
  }
  const next = Object.hasOwn(moves, key) ? moves[key] : undefined
  // Dates have years of four digits.
  return next !== undefined && isCalendarDate(next) ? next : null
}
