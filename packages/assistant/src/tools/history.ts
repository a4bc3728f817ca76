import { actors, operationKinds, withoutUndefined } from '@todo/core'
import { ClientName, Instant, Uuid } from '@todo/core/schemas'
import { z } from 'zod'
import { orNull, paging, refOf, TaskId } from './fields.ts'
import { operationText } from './texts.ts'
import { defineTool } from './tool.ts'

const OperationSummary = z.strictObject({
  id: Uuid.meta({ description: 'For undo' }),
  kind: z.enum(operationKinds),
  actor: z.enum(actors),
  client: z.string(),
  at: z.string(),
  reverted_by: Uuid.nullable().meta({ description: 'The undo that took it back' }),
  summary: z.string(),
  task_count: z.int().min(0),
})

const utc = (time: string | undefined): string | undefined =>
  time === undefined ? undefined : new Date(time).toISOString()

export const history = defineTool({
  name: 'history',
  title: 'Show what was changed',
  description:
    'List changes, newest first: what, when, by whom (user, assistant, agent, system) and through which client.',
  scope: 'read',
  hints: { readOnly: true, destructive: false, idempotent: true },
  input: z.strictObject({
    task_id: orNull(TaskId),
    actor: orNull(z.enum(actors)),
    client: orNull(ClientName),
    from: orNull(Instant).meta({ description: 'With time zone: 2026-12-24T08:00:00Z' }),
    to: orNull(Instant),
    ...paging,
  }),
  output: z.strictObject({ operations: z.array(OperationSummary), next_cursor: z.string().nullable() }),
  async run({ task_id, from, to, ...rest }, { tasks }) {
    const task = task_id === undefined ? undefined : refOf(task_id)
    const page = await tasks.history(withoutUndefined({ ...rest, task, from: utc(from), to: utc(to) }))
    const operations = page.operations.map((operation) => ({
      id: operation.id,
      kind: operation.kind,
      actor: operation.actor,
      client: operation.client,
      at: operation.at,
      reverted_by: operation.revertedBy,
      summary: operationText(operation),
      task_count: operation.events.length,
    }))
    const lines = operations.map(
      ({ at, actor, client, summary, id, reverted_by }) =>
        `${at} ${actor} (${client}) ${summary}${reverted_by === null ? '' : ', undone since'} [${id}]\n`,
    )
    const more =
      page.nextCursor === null
        ? 'That is all.'
        : `For older ones call again with cursor "${page.nextCursor}".`
    return {
      text: operations.length === 0 ? 'No changes found.' : `Changes, newest first:\n${lines.join('')}`,
      note: more,
      data: { operations, next_cursor: page.nextCursor },
    }
  },
})
