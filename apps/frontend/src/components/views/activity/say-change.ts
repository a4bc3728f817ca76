import { isTaskPriority, isTaskStatus } from '@todo/core'
import type { Texts } from '../../../i18n/en.ts'
import { sayDate } from '../../../lib/dates.ts'

type Told = { texts: Texts; today: string; locale: string }

/** What follows from another field need not be said. */
const unsaid = ['completed_at', 'deleted_at']

export function saidFields(changes: Readonly<Record<string, { from: unknown; to: unknown }>>) {
  return Object.entries(changes).flatMap(([field, { from, to }]) =>
    unsaid.includes(field) ? [] : [{ field, from, to }],
  )
}

/** The value of a field as a person says it. Field names are those of the wire. */
export function sayFieldValue(field: string, value: unknown, { texts, today, locale }: Told): string {
  if (field === 'status' && isTaskStatus(value)) return texts.filter.statuses[value]
  if (field === 'priority' && isTaskPriority(value)) return texts.filter.priorities[value]
  if (field === 'due_date' && typeof value === 'string') return sayDate(value, today, locale)
  if (Array.isArray(value) && value.length > 0) return value.map((tag) => `#${tag}`).join(' ')
  return typeof value === 'string' && value !== '' ? value : texts.activity.nothing
}
