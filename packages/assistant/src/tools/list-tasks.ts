import { statusFilters, taskSorts, withoutUndefined } from '@todo/core'
import { z } from 'zod'
import { filters, orNull, PageData, paging } from './fields.ts'
import { pageAnswer } from './texts.ts'
import { defineTool } from './tool.ts'

export const listTasks = defineTool({
  name: 'list_tasks',
  title: 'List tasks',
  description:
    'List tasks with optional filters, page by page. open means pending or in_progress. For words use search_tasks.',
  scope: 'read',
  hints: { readOnly: true, destructive: false, idempotent: true },
  input: z.strictObject({
    status: orNull(z.enum(statusFilters)).meta({ description: 'all where it is not said' }),
    ...filters,
    sort: orNull(z.enum(taskSorts)).meta({ description: 'created_at, newest first, where it is not said' }),
    order: orNull(z.enum(['asc', 'desc'])),
    ...paging,
  }),
  output: PageData,
  async run({ due_before, due_after, ...rest }, { tasks }) {
    const query = withoutUndefined({ ...rest, dueBefore: due_before, dueAfter: due_after })
    return pageAnswer(await tasks.list(query), 'Your tasks:')
  },
})
