import type { Context } from '../context.ts'
import { TodoError } from '../errors.ts'
import type { Task, TaskRef } from './task.ts'

/** One task by id or number. Throws `TASK_NOT_FOUND`, also for one in the trash. */
export async function getTask({ store, scope }: Context, ref: TaskRef): Promise<Task> {
  const [task] = await store.load(scope, [ref])
  if (!task || task.deletedAt !== null) throw new TodoError('TASK_NOT_FOUND')
  return task
}
