import type { Context, WriteOptions } from '../context.ts'
import { changeTask, type TaskWritten } from './change-task.ts'
import type { TaskRef } from './task.ts'

/** Takes a task out of the trash. Where it is so already, no operation is recorded. Throws `TASK_NOT_FOUND`. */
export function restoreTask(
  context: Context,
  ref: TaskRef,
  options: WriteOptions<TaskWritten> = {},
): Promise<TaskWritten> {
  return changeTask(context, { op: 'restore', ref }, options)
}
