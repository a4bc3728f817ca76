import { taskToWire, withoutUndefined } from '@todo/core'
import { Uuid } from '@todo/core/schemas'
import { z } from 'zod'
import { orNull, WireTask } from './fields.ts'
import { countOf, taskLine } from './texts.ts'
import { defineTool } from './tool.ts'

const shownMax = 20

export const undo = defineTool({
  name: 'undo',
  title: 'Undo a change',
  description:
    'Take back one change: the one named by operation_id (from history or an earlier answer), else the latest that stands, whoever made it. Undoing an undo brings the change back.',
  scope: 'write',
  hints: { readOnly: false, destructive: false, idempotent: false },
  input: z.strictObject({ operation_id: orNull(Uuid) }),
  output: z.strictObject({
    operation_id: Uuid.nullable(),
    reverts: z.array(Uuid),
    tasks: z.array(WireTask),
  }),
  async run({ operation_id }, { tasks: service }) {
    const undone = await service.undo(withoutUndefined({ operationId: operation_id }))
    const { operationId, reverts, tasks } = undone
    const lines = tasks
      .slice(0, shownMax)
      .map((task) => `${task.deletedAt === null ? taskLine(task) : `${taskLine(task)}, in the trash`}\n`)
    const more = tasks.length > shownMax ? `… and ${countOf(tasks.length - shownMax, 'more task')}\n` : ''
    return {
      text: `Undid the change. Now:\n${lines.join('')}${more}`,
      data: { operation_id: operationId, reverts: [...reverts], tasks: tasks.map(taskToWire) },
    }
  },
})
