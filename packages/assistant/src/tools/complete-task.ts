import { taskToWire } from '@todo/core'
import { z } from 'zod'
import { TaskId, WrittenData } from './fields.ts'
import { defineTool } from './tool.ts'
import { withTask } from './with-task.ts'

export const completeTask = defineTool({
  name: 'complete_task',
  title: 'Complete a task',
  description: 'Mark a task as done. To reopen one, set its status to pending with update_task.',
  scope: 'write',
  hints: { readOnly: false, destructive: false, idempotent: true },
  input: z.strictObject({ task_id: TaskId }),
  output: WrittenData,
  async run({ task_id }, { tasks }) {
    const { task, operationId } = await withTask(task_id, (ref) => tasks.complete(ref))
    return {
      text: `Completed task '${task.title}'`,
      ...(operationId === null && { note: 'It was done already, so nothing was changed.' }),
      data: { task: taskToWire(task), operation_id: operationId },
    }
  },
})
