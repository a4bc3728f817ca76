import { taskToWire, withoutUndefined } from '@todo/core'
import { Description, Title } from '@todo/core/schemas'
import { z } from 'zod'
import { ToolError } from './errors.ts'
import { dueDate, orNull, Priority, Status, TaskId, tags, WrittenData } from './fields.ts'
import { defineTool } from './tool.ts'
import { withTask } from './with-task.ts'

export const updateTask = defineTool({
  name: 'update_task',
  title: 'Change a task',
  description:
    'Update an existing task. Only the fields that are named change; null clears description and due_date.',
  scope: 'write',
  hints: { readOnly: false, destructive: false, idempotent: true },
  input: z.strictObject({
    task_id: TaskId,
    title: orNull(Title),
    description: Description.nullish(),
    status: orNull(Status),
    due_date: dueDate.nullish(),
    priority: orNull(Priority),
    tags: orNull(tags).meta({ description: 'In place of those that the task has' }),
  }),
  output: WrittenData,
  async run({ task_id, due_date, ...rest }, { tasks }) {
    const input = withoutUndefined({ ...rest, dueDate: due_date })
    if (Object.keys(input).length === 0) {
      const hint = 'update_task takes title, description, status, due_date, priority and tags.'
      throw new ToolError('VALIDATION_FAILED', 'Name at least one field to change.', hint)
    }
    const { task, operationId } = await withTask(task_id, (ref) => tasks.update(ref, input))
    return {
      text: `Updated task '${task.title}'`,
      ...(operationId === null && { note: 'It was like that already, so nothing was changed.' }),
      data: { task: taskToWire(task), operation_id: operationId },
    }
  },
})
