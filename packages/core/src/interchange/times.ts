import { isCalendarDate } from '../task/rules.ts'

const exactTime = /^(\d{4}-(?:0[1-9]|1[0-2])-(\d{2}))T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/
const looseTime = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2}(?:\.\d{1,9})?)?\s?(Z|[+-]\d{2}:?\d{2})?)?$/

/** Whether a text is a time as we write it: UTC with milliseconds and `Z`, from the year 1 on. */
export function isTime(text: string): boolean {
  const [, date, day] = exactTime.exec(text) ?? []
  if (date === undefined || day === undefined || date.startsWith('0000')) return false
  return (day >= '01' && day <= '28') || isCalendarDate(date)
}

/** A date, or a date with a time of day, as our time. Without a zone it is UTC, a date is its midnight. `null`: not a time. */
export function timeFrom(text: string): string | null {
  const match = looseTime.exec(text)
  const [, date, minutes = '00:00', seconds = ':00', zone = 'Z'] = match ?? []
  if (date === undefined || !isCalendarDate(date)) return null
  const time = new Date(`${date}T${minutes}${seconds}${zone.replace(/^(...)(\d\d)$/, '$1:$2')}`)
  if (Number.isNaN(time.getTime())) return null
  const written = time.toISOString()
  return isTime(written) ? written : null
}

/** The UTC date of one of our times. */
export function dateOf(time: string): string {
  return time.slice(0, 10)
}
