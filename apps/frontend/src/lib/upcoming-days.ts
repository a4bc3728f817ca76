import type { Day, UpcomingView } from '@todo/client/replica'

/** A day with tasks, or days in a row without any. */
export type UpcomingPart =
  | { kind: 'day'; day: Day }
  | { kind: 'free'; from: string; to: string; count: number }

/** Puts days without tasks that follow each other together. */
export function foldFreeDays(days: UpcomingView): readonly UpcomingPart[] {
  const parts: UpcomingPart[] = []
  for (const day of days) {
    const last = parts.at(-1)
    if (day.tasks.length > 0) parts.push({ kind: 'day', day })
    else if (last?.kind !== 'free') parts.push({ kind: 'free', from: day.date, to: day.date, count: 1 })
    else parts[parts.length - 1] = { ...last, to: day.date, count: last.count + 1 }
  }
  return parts
}
