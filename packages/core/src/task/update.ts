import type { Context, WriteOptions } from '../context.ts'
import { changeTask, type TaskWritten } from './change-task.ts'
import type { TaskRef, UpdateTaskInput } from './task.ts'

/**
 * Changes the fields that the input has. A change that changes nothing records no operation.
 * Throws `VALIDATION_FAILED`, `TASK_NOT_FOUND`, `PRECONDITION_FAILED`.
 */
export function updateTask(
  context: Context,
  ref: TaskRef,
  input: UpdateTaskInput,
  options: WriteOptions<TaskWritten> = {},
): Promise<TaskWritten> {
  return changeTask(context, { op: 'update', ref, ...input }, options)
}
