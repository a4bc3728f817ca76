import type { LocalTask } from '../types/index.ts'
import { rowHeightMin } from './rows.ts'

/** `shownDate`, `shownTag`: what the heading of a list names already; the day is today where it is not said. */
export type ListedIn = { today: string; shownDate?: string | undefined; shownTag?: string | undefined }

export type TaskFacts = { date: string | null; isLate: boolean; tags: readonly string[] }

/** What a row says of its task below the title; `null` where that is nothing. */
export function factsToShow(
  task: LocalTask,
  { today, shownDate = today, shownTag }: ListedIn,
): TaskFacts | null {
  const tags = shownTag === undefined ? task.tags : task.tags.filter((tag) => tag !== shownTag)
  const date = task.dueDate === shownDate ? null : task.dueDate
  const isPlain = task.priority !== 'high' && tags.length === 0 && task.status !== 'in_progress'
  if (isPlain && date === null) return null
  return { date, isLate: date !== null && date < today && task.status !== 'done', tags }
}

const factsHeight = 20

/** In pixels; what breaks into more lines is higher. */
export const leastHeightOf = (task: LocalTask, list: ListedIn): number =>
  factsToShow(task, list) === null ? rowHeightMin : rowHeightMin + factsHeight
