export type DayMonthOrder = 'day-first' | 'month-first'

const LOCALES_CACHED_MAX = 200
const cache = new Map<string, DayMonthOrder | null>()

/**
 * Whether a locale (BCP 47, or a POSIX name such as `de_DE.UTF-8`) writes 24 December as 24/12 or 12/24, by the
 * runtime's CLDR data. Null where the locale is absent, malformed or unknown: the machine's own is never asked.
 */
export function dayMonthOrder(locale: string | null | undefined): DayMonthOrder | null {
  if (!locale) return null
  const known = cache.get(locale)
  if (known !== undefined) return known
  const order = askIntl(locale.replace(/[.@].*$/s, '').replaceAll('_', '-'))
  if (cache.size >= LOCALES_CACHED_MAX) cache.clear()
  cache.set(locale, order)
  return order
}

function askIntl(tag: string): DayMonthOrder | null {
  try {
    // An unknown locale would fall back to the machine's.
    if (Intl.DateTimeFormat.supportedLocalesOf([tag]).length === 0) return null
    const format = new Intl.DateTimeFormat(tag, {
      calendar: 'gregory',
      timeZone: 'UTC',
      day: 'numeric',
      month: 'numeric',
    })
    const types = format.formatToParts(0).map((part) => part.type)
    return types.indexOf('day') < types.indexOf('month') ? 'day-first' : 'month-first'
  } catch {
    return null
  }
}
