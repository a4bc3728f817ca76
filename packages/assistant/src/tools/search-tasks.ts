import { statusFilters, withoutUndefined } from '@todo/core'
import { lineOf } from '@todo/core/schemas'
import { z } from 'zod'
import { filters, orNull, PageData, paging } from './fields.ts'
import { pageAnswer } from './texts.ts'
import { defineTool } from './tool.ts'

export const searchTasks = defineTool({
  name: 'search_tasks',
  title: 'Search tasks',
  description:
    'Find tasks by words of title, description or tags, the best hits first. Each word may be the beginning of one.',
  scope: 'read',
  hints: { readOnly: true, destructive: false, idempotent: true },
  input: z.strictObject({
    query: lineOf(500).min(1),
    status: orNull(z.enum(statusFilters)).meta({ description: 'all where it is not said' }),
    ...filters,
    ...paging,
  }),
  output: PageData,
  async run({ query: q, due_before, due_after, ...rest }, { tasks }) {
    const query = withoutUndefined({ ...rest, dueBefore: due_before, dueAfter: due_after })
    return pageAnswer(await tasks.search({ q, ...query }), 'Your tasks:')
  },
})
