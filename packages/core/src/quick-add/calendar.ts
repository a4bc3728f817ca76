/** A calendar date without a zone, as days since 1970-01-01: a number to reckon with. */
export type Day = number

const MS_PER_DAY = 86_400_000
const FIRST_YEAR = 1000
const LAST_YEAR = 9999
const ZONES_CACHED_MAX = 1000

const formatters = new Map<string, Intl.DateTimeFormat>()

/** The day of a year, month (1–12) and day of the month; null where there is no such date in the years 1000–9999. */
export function dayOf(year: number, month: number, dayOfMonth: number): Day | null {
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || dayOfMonth < 1) return null
  if (dayOfMonth > daysInMonth(year, month)) return null
  return Date.UTC(year, month - 1, dayOfMonth) / MS_PER_DAY
}

/** Reads `YYYY-MM-DD`; null for anything else and for dates that do not exist. */
export function parseIsoDate(text: string): Day | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  return parts ? dayOf(Number(parts[1]), Number(parts[2]), Number(parts[3])) : null
}

/** `YYYY-MM-DD`, or null after the year 9999. */
export function isoDate(day: Day): string | null {
  const { year } = partsOf(day)
  if (!(year >= FIRST_YEAR && year <= LAST_YEAR)) return null
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10)
}

/** Monday is 0, Sunday 6. */
export function weekdayOf(day: Day): number {
  return (((day + 3) % 7) + 7) % 7
}

/** Monday of the calendar week after the one that holds `day`. */
export function nextMonday(day: Day): Day {
  return day - weekdayOf(day) + 7
}

/** The same day of the month `months` later, or the last one where that month is shorter. */
export function addMonths(day: Day, months: number): Day {
  const { year, month, dayOfMonth } = partsOf(day)
  const index = year * 12 + month - 1 + months
  const [toYear, toMonth] = [Math.floor(index / 12), (index % 12) + 1]
  return Date.UTC(toYear, toMonth - 1, Math.min(dayOfMonth, daysInMonth(toYear, toMonth))) / MS_PER_DAY
}

export function firstOfNextMonth(day: Day): Day {
  return addMonths(day - partsOf(day).dayOfMonth + 1, 1)
}

/** The first such day of a year from `today` on, today included; null where no year has it (31 November). */
export function nextOccurrence(today: Day, month: number, dayOfMonth: number): Day | null {
  const { year } = partsOf(today)
  // 29 February can be eight years away, around a century that is no leap year.
  for (let ahead = 0; ahead <= 8; ahead++) {
    const day = dayOf(year + ahead, month, dayOfMonth)
    if (day !== null && day >= today) return day
  }
  return null
}

/**
 * The calendar date (`YYYY-MM-DD`) at `now` in an IANA time zone.
 * Throws a RangeError for a zone that is not known, and for an offset such as `+01:00`, which is no zone.
 */
export function todayIn(timeZone: string, now: Date): string {
  const found: Record<string, string> = {}
  for (const part of formatterFor(timeZone).formatToParts(now)) found[part.type] = part.value
  return `${(found.year ?? '').padStart(4, '0')}-${found.month}-${found.day}`
}

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  const cached = formatters.get(timeZone)
  if (cached) return cached
  if (!/^[A-Za-z]/.test(timeZone)) throw new RangeError(`Unknown time zone: ${timeZone}`)
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  // Zone names come from requests in any case of letters, so the cache must not grow for ever.
  if (formatters.size >= ZONES_CACHED_MAX) formatters.clear()
  formatters.set(timeZone, made)
  return made
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

function partsOf(day: Day): { year: number; month: number; dayOfMonth: number } {
  const date = new Date(day * MS_PER_DAY)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, dayOfMonth: date.getUTCDate() }
}
