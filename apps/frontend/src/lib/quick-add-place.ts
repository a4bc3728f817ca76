import { tagProblem } from '@todo/core'
import { addDays } from './dates.ts'
import { nowhere, type Place } from './read-lines.ts'

/** What a new task has by being added on the view at a path. */
export function placeOf(path: string, today: string): Place {
  const [, view, name = ''] = path.split('/')
  if (view === 'today') return { ...nowhere, dueDate: today }
  if (view === 'upcoming') return { ...nowhere, dueDate: addDays(today, 1) }
  return view === 'tags' ? { ...nowhere, tags: tagsIn(name) } : nowhere
}

/** Addresses can be typed, so the name may be no tag. */
function tagsIn(part: string): readonly string[] {
  try {
    const tag = decodeURIComponent(part)
    return tagProblem(tag) === null ? [tag] : []
  } catch {
    return []
  }
}
