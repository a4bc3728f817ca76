'use client'

import { useEffect, useState } from 'react'

const msPerDay = 86_400_000
const lookMs = 30_000

/** The calendar date where the person is, as `YYYY-MM-DD`; it follows midnight. */
export function useToday(timezone: string | null): string {
  const [today, setToday] = useState(() => dayOf(new Date(), timezone))
  useEffect(() => {
    const look = (): void => setToday(dayOf(new Date(), timezone))
    look()
    const looking = setInterval(look, lookMs)
    return () => clearInterval(looking)
  }, [timezone])
  return today
}

const forms = new Map<string | null, Intl.DateTimeFormat>()

/** The calendar date of a moment in a time zone, as `YYYY-MM-DD` (which is how Sweden writes it). */
export function dayOf(time: Date, timezone: string | null): string {
  const known = forms.get(timezone)
  const form = known ?? new Intl.DateTimeFormat('sv', timezone === null ? {} : { timeZone: timezone })
  if (!known) forms.set(timezone, form)
  return form.format(time)
}

/** How many days `date` is after `today`; before it, less than 0. */
export const daysFrom = (today: string, date: string): number =>
  Math.round((Date.parse(date) - Date.parse(today)) / msPerDay)

/** A date as one says it: yesterday, today, tomorrow; a weekday within the week; else day and month. */
export function sayDate(date: string, today: string, locale: string): string {
  const days = daysFrom(today, date)
  if (Math.abs(days) <= 1) {
    return capitalized(new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day'), locale)
  }
  const inWeek = days > 1 && days < 7
  const thisYear = date.slice(0, 4) === today.slice(0, 4)
  const form: Intl.DateTimeFormatOptions = inWeek
    ? { weekday: 'long' }
    : { day: 'numeric', month: 'short', ...(!thisYear && { year: 'numeric' }) }
  return new Intl.DateTimeFormat(locale, { ...form, timeZone: 'UTC' }).format(new Date(date))
}

/** The whole date, as in a heading. */
export const sayLongDate = (date: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    new Date(date),
  )

const capitalized = (text: string, locale: string): string =>
  text.replace(/^./u, (first) => first.toLocaleUpperCase(locale))
