import { type TaskRef, TodoError } from '@todo/core'
import { taskNotFound } from './errors.ts'
import { refOf } from './fields.ts'

/** Works on the task that was named; one that is not there is told as it was named. */
export async function withTask<Result>(
  given: string | number,
  work: (ref: TaskRef) => Promise<Result>,
): Promise<Result> {
  try {
    return await work(refOf(given))
  } catch (error) {
    if (error instanceof TodoError && error.code === 'TASK_NOT_FOUND') throw taskNotFound(given)
    throw error
  }
}
