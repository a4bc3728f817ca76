import { taskToWire, withoutUndefined } from '@todo/core'
import { Description, Title } from '@todo/core/schemas'
import { z } from 'zod'
import { dueDate, orNull, Priority, tags, WrittenData } from './fields.ts'
import { defineTool } from './tool.ts'

export const createTask = defineTool({
  name: 'create_task',
  title: 'Create a task',
  description: 'Create a new todo task. For several at once use batch_tasks.',
  scope: 'write',
  hints: { readOnly: false, destructive: false, idempotent: false },
  input: z.strictObject({
    title: Title,
    description: orNull(Description),
    due_date: orNull(dueDate),
    priority: orNull(Priority).meta({ description: 'medium where it is not said' }),
    tags: orNull(tags),
  }),
  output: WrittenData,
  async run({ title, due_date, ...rest }, { tasks }) {
    const { task, operationId } = await tasks.create({
      title,
      ...withoutUndefined({ ...rest, dueDate: due_date }),
    })
    return {
      text: `Created task '${task.title}' (ID: ${task.id})`,
      note: `It is number ${task.number}.`,
      data: { task: taskToWire(task), operation_id: operationId },
    }
  },
})
