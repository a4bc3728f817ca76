'use client'

import { useSyncExternalStore } from 'react'
import { useLocale } from '../i18n/texts.tsx'
import { oneOf } from './task-filter.ts'

export const weekStarts = ['monday', 'sunday', 'saturday'] as const
export type WeekStart = (typeof weekStarts)[number]

/** As in {@link weekdayOf}: from 1, Monday, to 7. */
const weekdays: Record<WeekStart, number> = { monday: 1, saturday: 6, sunday: 7 }

const key = 'todo-week-start'
const listeners = new Set<() => void>()
/** What was chosen, for a browser that keeps nothing. */
let chosen: WeekStart | null | undefined

function read(): WeekStart | null {
  if (chosen !== undefined) return chosen
  try {
    chosen = oneOf(weekStarts, localStorage.getItem(key))
  } catch {
    chosen = null
  }
  return chosen
}

/** Kept on this device; `null` is as the locale has it. */
export function chooseWeekStart(start: WeekStart | null): void {
  chosen = start
  try {
    if (start === null) localStorage.removeItem(key)
    else localStorage.setItem(key, start)
  } catch {
    // The choice counts for this page then.
  }
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** What the person chose; `null` is as the locale has it. */
export const useChosenWeekStart = (): WeekStart | null => useSyncExternalStore(subscribe, read, () => null)

/** The weekday that a week begins with, from 1, Monday, to 7. */
export function useFirstWeekday(): number {
  const locale = useLocale()
  const start = useChosenWeekStart()
  return start === null ? firstWeekdayIn(locale) : weekdays[start]
}

/** By CLDR where the browser tells it, else as ISO 8601 has it. */
export function firstWeekdayIn(locale: string): number {
  const known = new Intl.Locale(locale)
  const ask: unknown = Reflect.get(known, 'getWeekInfo')
  const info: unknown = typeof ask === 'function' ? ask.call(known) : Reflect.get(known, 'weekInfo')
  const first: unknown = typeof info === 'object' && info !== null && Reflect.get(info, 'firstDay')
  return typeof first === 'number' ? first : weekdays.monday
}
