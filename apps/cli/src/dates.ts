import { UsageError } from './errors.ts'

const dayMs = 86_400_000
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const two = (value: number): string => String(value).padStart(2, '0')

/** The calendar date at a time, in the zone of this process (which follows TZ). */
export function localDate(ms: number): string {
  const date = new Date(ms)
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** When the local day of `ms` began, as a time in UTC. */
export function startOfLocalDay(ms: number): string {
  const date = new Date(ms)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).toISOString()
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)
}

/** `Tue 24 Nov`, with the year where it is not this year's. */
export function formatDay(date: string, today: string): string {
  const at = new Date(`${date}T00:00:00Z`)
  const day = `${weekdays[at.getUTCDay()]} ${formatShortDay(date)}`
  return date.slice(0, 4) === today.slice(0, 4) ? day : `${day} ${date.slice(0, 4)}`
}

/** `24 Nov`. */
export function formatShortDay(date: string): string {
  return `${Number(date.slice(8, 10))} ${months[Number(date.slice(5, 7)) - 1]}`
}

/** Older days are told by their year alone, which keeps the column narrow. */
const recentDays = 180

/** What a due date means today, in words, so that it shows without colour too. */
export function describeDue(date: string, today: string): string {
  if (date === today) return 'today'
  if (date === addDays(today, 1)) return 'tomorrow'
  const sameYear = date.slice(0, 4) === today.slice(0, 4)
  if (date < today) {
    const isRecent = sameYear || date > addDays(today, -recentDays)
    return `overdue ${isRecent ? formatShortDay(date) : date.slice(0, 4)}`
  }
  return sameYear ? formatDay(date, today) : `${formatShortDay(date)} ${date.slice(0, 4)}`
}

/** A time as this place's clock shows it: `Mon 23 Nov 2026 14:02`. */
export function formatTime(iso: string): string {
  const date = new Date(iso)
  const day = `${weekdays[date.getDay()]} ${date.getDate()} ${months[date.getMonth()]} ${date.getFullYear()}`
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`
}

/** `2026-11-23 14:02`, in the zone of this process. */
export function formatTimestamp(iso: string): string {
  const ms = Date.parse(iso)
  const date = new Date(ms)
  return `${localDate(ms)} ${two(date.getHours())}:${two(date.getMinutes())}`
}

const unitMs: Record<string, number> = { m: 60_000, h: 3_600_000, d: dayMs }

/**
 * A moment as people give it: `14:00` (today), `2026-11-23`, `2026-11-23 14:00`, a full ISO time, `today`,
 * `yesterday`, `30m`, `2h`, `3d` (ago). Answers in UTC. Throws `UsageError`.
 */
export function parseMoment(text: string, now: number, flag: string): string {
  const written = text.trim().toLowerCase()
  const ago = /^(\d{1,6})\s*([mhd])$/.exec(written)
  if (ago) return new Date(now - Number(ago[1]) * (unitMs[ago[2] ?? ''] ?? 0)).toISOString()
  const day = written === 'today' ? 0 : written === 'yesterday' ? -1 : null
  const local =
    /^(?:(\d{4}-\d{2}-\d{2})(?:[t ](\d{1,2}:\d{2}(?::\d{2})?))?|(\d{1,2}:\d{2}(?::\d{2})?))$/.exec(written)
  if (day === null && !local) return parseIsoMoment(text, flag)
  const date = day === null ? (local?.[1] ?? localDate(now)) : addDays(localDate(now), day)
  const time = (local?.[2] ?? local?.[3] ?? '00:00').padStart(5, '0')
  const at = new Date(`${date}T${time.length === 5 ? `${time}:00` : time}`)
  if (Number.isNaN(at.getTime()) || localDate(at.getTime()) !== date) throw badMoment(text, flag)
  return at.toISOString()
}

function parseIsoMoment(text: string, flag: string): string {
  const at = /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})$/i.test(text) ? new Date(text) : null
  if (!at || Number.isNaN(at.getTime())) throw badMoment(text, flag)
  return at.toISOString()
}

const badMoment = (text: string, flag: string): UsageError =>
  new UsageError(
    `${flag} does not know the time "${text}".`,
    `Write 14:00, 2026-11-23, "2026-11-23 14:00" or 2h (ago).`,
  )
