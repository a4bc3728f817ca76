import { sameValue } from '@todo/core'
import type { LocalTask } from '../types.ts'

const fields = [
  ...(['title', 'description', 'status', 'priority', 'dueDate', 'tags', 'position', 'number'] as const),
  ...(['version', 'createdAt', 'updatedAt', 'completedAt', 'deletedAt', 'waiting'] as const),
] satisfies readonly (keyof LocalTask)[]

/** Whether two states of a task look the same in every member. */
export function sameTask(left: LocalTask, right: LocalTask): boolean {
  return left === right || fields.every((field) => sameValue(left[field], right[field]))
}
