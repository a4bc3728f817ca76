import { isUuid, listLimitDefault, listLimitMax, type TaskRef } from '@todo/core'
import { CalendarDate, Priority, Status, Tags, TaskOutput, Timezone, Uuid } from '@todo/core/schemas'
import { z } from 'zod'
import { taskNotFound } from './errors.ts'

/** A task as models name it: 42, "42", "#42" or its id. */
export const TaskId = z
  .union([z.string().min(1).max(64), z.int().min(1)], {
    error: ({ input }) => (input === undefined ? 'is missing' : 'name the task by its number (42) or its id'),
  })
  .meta({ description: 'Number (42) or id (uuid) of the task' })

/** Marks what may be `null` without a meaning of its own. */
export const unsaid = 'unsaid'

/** How the domain names the task. What can name none is not found. */
export function refOf(given: string | number): TaskRef {
  if (typeof given === 'number') return given
  const text = given.trim()
  const digits = /^#?([1-9]\d{0,14})$/.exec(text)?.[1]
  if (digits !== undefined) return Number(digits)
  const id = text.toLowerCase()
  if (!isUuid(id)) throw taskNotFound(given)
  return id
}

/** Models write `null` for what they leave away. It is taken, and not advertised. */
export const orNull = <Schema extends z.ZodType>(schema: Schema) =>
  schema
    .nullish()
    .transform((value) => value ?? undefined)
    .meta({ [unsaid]: true })

export const dueDate = CalendarDate.meta({ format: 'date', description: 'YYYY-MM-DD' })
export const tags = Tags.meta({ description: 'Lower-cased words without # and white space' })

export const paging = {
  limit: orNull(z.int().min(1).max(listLimitMax)).meta({
    description: `${listLimitDefault} where it is not said`,
  }),
  cursor: orNull(z.string().min(1).max(10_000)).meta({
    description: 'The next_cursor of an answer to the same call',
  }),
}

export const timezone = orNull(Timezone).meta({
  description: 'IANA name, for what "today" means; the account’s where it is not said',
})

export const filters = {
  priority: orNull(Priority),
  due_before: orNull(dueDate).meta({
    description: 'Due before this day, which is not included (YYYY-MM-DD)',
  }),
  due_after: orNull(dueDate).meta({ description: 'Due after this day, which is not included (YYYY-MM-DD)' }),
  tags: orNull(tags).meta({ description: 'All of these' }),
}

/** A task as everywhere on the wire, stated in place: not every client follows references in a schema. */
export const WireTask = z.strictObject(TaskOutput.shape)

export const TaskData = z.strictObject({ task: WireTask })
export const WrittenData = z.strictObject({
  task: WireTask,
  operation_id: Uuid.nullable().meta({ description: 'For undo; null where nothing was to be changed' }),
})
export const PageData = z.strictObject({
  tasks: z.array(WireTask),
  total: z.int().min(0),
  total_is_lower_bound: z.literal(true).optional(),
  next_cursor: z.string().nullable(),
})

export { Priority, Status }
