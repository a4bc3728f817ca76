import { type Task, taskToWire } from '@todo/core'
import { z } from 'zod'
import { TaskData, TaskId } from './fields.ts'
import { taskLine } from './texts.ts'
import { defineTool } from './tool.ts'
import { withTask } from './with-task.ts'

export const getTask = defineTool({
  name: 'get_task',
  title: 'Show a task',
  description: 'Show one task with its description.',
  scope: 'read',
  hints: { readOnly: true, destructive: false, idempotent: true },
  input: z.strictObject({ task_id: TaskId }),
  output: TaskData,
  async run({ task_id }, { tasks }) {
    const task = await withTask(task_id, (ref) => tasks.get(ref))
    return { text: taskText(task), data: { task: taskToWire(task) } }
  },
})

/** Its line, and beneath what it has besides. */
export function taskText(task: Task): string {
  const facts = [
    `#${task.number}`,
    `status: ${task.status}`,
    `priority: ${task.priority}`,
    ...(task.tags.length > 0 ? [`tags: ${task.tags.join(', ')}`] : []),
    ...(task.deletedAt === null ? [] : ['in the trash']),
  ]
  return [taskLine(task), facts.join(' · '), ...(task.description === null ? [] : [task.description])].join(
    '\n',
  )
}
