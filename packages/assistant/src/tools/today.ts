import { withoutUndefined } from '@todo/core'
import { CalendarDate } from '@todo/core/schemas'
import { z } from 'zod'
import { PageData, paging, timezone } from './fields.ts'
import { pageAnswer } from './texts.ts'
import { defineTool } from './tool.ts'

export const today = defineTool({
  name: 'today',
  title: 'What is due today',
  description: 'List open tasks that are overdue or due today, the oldest first, with the date of today.',
  scope: 'read',
  hints: { readOnly: true, destructive: false, idempotent: true },
  input: z.strictObject({ timezone, ...paging }),
  output: PageData.extend({ today: CalendarDate }),
  async run({ timezone: zone, ...rest }, { tasks, today: todayIn }) {
    const date = await todayIn(zone)
    const page = await tasks.list({
      ...withoutUndefined(rest),
      status: 'open',
      sort: 'due_date',
      dueBefore: dayAfter(date),
    })
    const { data, note, ...answer } = pageAnswer(page, 'Your tasks:')
    return { ...answer, note: `Today is ${date}. ${note}`, data: { ...data, today: date } }
  },
})

/** The calendar date after another. */
export function dayAfter(date: string): string {
  const next = new Date(`${date}T00:00:00.000Z`)
  next.setUTCDate(next.getUTCDate() + 1)
  return next.toISOString().slice(0, 10)
}
