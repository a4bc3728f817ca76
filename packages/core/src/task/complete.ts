import type { Context, WriteOptions } from '../context.ts'
import { changeTask, type TaskWritten } from './change-task.ts'
import type { TaskRef } from './task.ts'

/** Marks a task as done. Where it is so already, no operation is recorded. Throws `TASK_NOT_FOUND`. */
export function completeTask(
  context: Context,
  ref: TaskRef,
  options: WriteOptions<TaskWritten> = {},
): Promise<TaskWritten> {
  return changeTask(context, { op: 'complete', ref }, options)
}
