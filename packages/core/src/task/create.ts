import type { Context, WriteOptions } from '../context.ts'
import { changeTask, type TaskWritten } from './change-task.ts'
import type { CreateTaskInput } from './task.ts'

/** Makes a task. Throws `VALIDATION_FAILED`, and `ALREADY_EXISTS` for an id that is taken anywhere. */
export function createTask(
  context: Context,
  input: CreateTaskInput,
  options: WriteOptions<TaskWritten> = {},
): Promise<TaskWritten> {
  return changeTask(context, { op: 'create', ...input }, options)
}
