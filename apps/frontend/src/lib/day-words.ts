import { parseQuickAdd } from '@todo/core/quick-add'
import { addDays } from './dates.ts'

/** Stands for a title: the grammar takes a text of nothing but a date for one. */
const title = 'x'

/**
 * The date that words mean, as “tomorrow”, “next fri”, “in 3 days”, or a near day as the locale calls it; `null` where
 * they mean none, or more than that.
 */
export function dayOfWords(words: string, today: string, locale: string): string | null {
  const text = words.trim()
  if (text === '') return null
  try {
    const read = parseQuickAdd(`${title} ${text}`, { today, locale })
    const isDate = read.title === title && read.tags.length === 0 && read.priority === null
    if (isDate && read.dueDate !== null) return read.dueDate
  } catch {
    // A control character is no word.
  }
  return nearDays(today, locale).get(text.toLocaleLowerCase(locale)) ?? null
}

/** The grammar is in English; these are the days that every locale has a word for. */
function nearDays(today: string, locale: string): ReadonlyMap<string, string> {
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' })
  const days = new Map<string, string>()
  for (let ahead = 7; ahead >= 0; ahead--) {
    const date = addDays(today, ahead)
    if (ahead > 0) days.set(weekday.format(new Date(date)).toLocaleLowerCase(locale), date)
    days.set(relative.format(ahead, 'day').toLocaleLowerCase(locale), date)
  }
  return days
}
