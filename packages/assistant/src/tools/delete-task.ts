import { taskToWire } from '@todo/core'
import { z } from 'zod'
import { TaskId, WrittenData } from './fields.ts'
import { defineTool } from './tool.ts'
import { withTask } from './with-task.ts'

export const deleteTask = defineTool({
  name: 'delete_task',
  title: 'Delete a task',
  description:
    'Move a task to the trash, from where undo takes it back. Not for what is done: use complete_task.',
  scope: 'write',
  hints: { readOnly: false, destructive: true, idempotent: true },
  input: z.strictObject({ task_id: TaskId }),
  output: WrittenData,
  async run({ task_id }, { tasks }) {
    const { task, operationId } = await withTask(task_id, (ref) => tasks.delete(ref))
    return {
      text: `Deleted task ${task_id}`,
      note: `'${task.title}' is in the trash; undo takes it back.`,
      data: { task: taskToWire(task), operation_id: operationId },
    }
  },
})
