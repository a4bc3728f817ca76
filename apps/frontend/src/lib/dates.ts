const msPerDay = 86_400_000

const forms = new Map<string, Intl.DateTimeFormat>()

/** The calendar date of a moment in a time zone, as `YYYY-MM-DD` (which is how Sweden writes it). */
export function dayOf(time: Date, timeZone: string): string {
  const known = forms.get(timeZone)
  const form = known ?? new Intl.DateTimeFormat('sv', { timeZone })
  if (!known) forms.set(timeZone, form)
  return form.format(time)
}

/** How many days `date` is after `today`; before it, less than 0. */
export const daysFrom = (today: string, date: string): number =>
  Math.round((Date.parse(date) - Date.parse(today)) / msPerDay)

/** The date so many days after another one; before it, for less than 0. */
export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * msPerDay).toISOString().slice(0, 10)

/** From 1, Monday, to 7. */
export const weekdayOf = (date: string): number => new Date(date).getUTCDay() || 7

/** Days in a row, as short as they can be said. */
export const saySpan = (from: string, to: string, locale: string): string =>
  formOf(locale, { day: 'numeric', month: 'short' }).formatRange(new Date(from), new Date(to))

/** A date as one says it: yesterday, today, tomorrow; a weekday within the week; else day and month. */
export function sayDate(date: string, today: string, locale: string): string {
  const days = daysFrom(today, date)
  if (Math.abs(days) <= 1) {
    return capitalized(nearFormOf(locale).format(days, 'day'), locale)
  }
  const inWeek = days > 1 && days < 7
  const thisYear = date.slice(0, 4) === today.slice(0, 4)
  const form: Intl.DateTimeFormatOptions = inWeek
    ? { weekday: 'long' }
    : { day: 'numeric', month: 'short', ...(!thisYear && { year: 'numeric' }) }
  return formOf(locale, form).format(new Date(date))
}

/** As short as a day can be told from the others of a month. */
export const sayShortDate = (date: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  }).format(new Date(date))

/** The whole date, as in a heading. */
export const sayLongDate = (date: string, locale: string): string =>
  formOf(locale, { weekday: 'long', day: 'numeric', month: 'long' }).format(new Date(date))

const capitalized = (text: string, locale: string): string =>
  text.replace(/^./u, (first) => first.toLocaleUpperCase(locale))

/** Forms take longer to make than to use, and dates are said with each key in quick add. */
function formOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale}${JSON.stringify(options)}`
  const known = forms.get(key)
  const form = known ?? new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })
  if (!known) forms.set(key, form)
  return form
}

const nearForms = new Map<string, Intl.RelativeTimeFormat>()

function nearFormOf(locale: string): Intl.RelativeTimeFormat {
  const known = nearForms.get(locale)
  const form = known ?? new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  if (!known) nearForms.set(locale, form)
  return form
}
