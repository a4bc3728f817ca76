import type { UndoConflict } from '@todo/core'
import type { AppTools } from '../../lib/app-tools.ts'
import { sayFieldValue } from '../views/activity/say-change.ts'

/** Which field of which task is now what: one line for each that has changed since. */
export function sayConflicts(tools: AppTools, conflicts: readonly UndoConflict[]): string[] {
  const { texts } = tools
  const { notices } = texts.keys
  return conflicts.flatMap(({ taskId, field, actual }) => {
    const title = tools.replica.task(taskId).get()?.title
    const task = title === undefined ? notices.gone : texts.keys.quoted(title)
    // When it was done follows from whether it is done.
    if (field === 'completed_at') return []
    if (field === 'deleted_at') return [actual === null ? notices.notInTrash(task) : notices.inTrash(task)]
    if (field === 'position') return [`${task}: ${texts.activity.moved}`]
    return [notices.changed(task, texts.activity.fields[field] ?? field, sayValue(tools, field, actual))]
  })
}

/** Field names are those of the wire. */
export const sayValue = ({ replica, texts, locale }: AppTools, field: string, value: unknown): string =>
  sayFieldValue(field, value, { texts, today: replica.today().get().date, locale })
