import { z } from 'zod'
import { statusFilters, taskSorts } from '../task/list-query.ts'
import { listLimitDefault, listLimitMax } from '../task/page.ts'
import {
  ActorName,
  CalendarDate,
  ClientName,
  Format,
  Instant,
  lineOf,
  Priority,
  Tag,
  Tags,
  Uuid,
} from './fields.ts'
import { cursorPattern, tagListPattern, taskRefPattern } from './patterns.ts'

/** A query parameter arrives as text; what leaves the schema is a number in the range. */
function integerText(min: number, max: number, message: string) {
  return z
    .string()
    .regex(/^(?:0|[1-9]\d{0,14})$/, message)
    .transform(Number)
    .pipe(z.int().min(min, message).max(max, message))
    .meta({ type: 'integer', minimum: min, maximum: max })
}

const pageMax = 1_000_000
const Limit = integerText(1, listLimitMax, `Use a number from 1 to ${listLimitMax}`).meta({
  default: listLimitDefault,
})
const Cursor = z.string().regex(new RegExp(cursorPattern), 'Use the cursor of an answer to the same query')
const NextCursor = Cursor.meta({ description: 'The `next_cursor` of an answer to the same query' })

const TagList = z
  .string()
  .transform((text) => text.split(','))
  .pipe(Tags)
  .meta({ type: 'string', pattern: tagListPattern, description: 'Tags, separated by commas' })

const Page = integerText(1, pageMax, `Use a number from 1 to ${pageMax}`).meta({
  description: 'From 1; not together with `cursor`',
})
const sortText =
  '`created_at` where it is not said, and `updated_at` in the trash; with `q` and neither `sort` nor `order` ' +
  'the best hits come first. Ties go by id, and tasks without a due date come last either way'
const orderText =
  'Where it is not said, `due_date`, `title`, `number` and `position` go up, and the others down'

export const filterParameters = {
  priority: Priority.optional(),
  due_before: CalendarDate.meta({ description: 'Due before this day, which is not included' }).optional(),
  due_after: CalendarDate.meta({ description: 'Due after this day, which is not included' }).optional(),
  tags: TagList.optional(),
  tag_mode: z.enum(['all', 'any']).meta({ default: 'all' }).optional(),
  q: lineOf(500).meta({ description: 'Beginnings of words in title, description or tags' }).optional(),
  sort: z.enum(taskSorts).meta({ description: sortText }).optional(),
  order: z.enum(['asc', 'desc']).meta({ description: orderText }).optional(),
  page: Page.optional(),
  limit: Limit.optional(),
  cursor: NextCursor.optional(),
}
export const ListParameters = z.strictObject({
  status: z.enum(statusFilters).meta({ default: 'all' }).optional(),
  ...filterParameters,
})
export type ListParameters = z.infer<typeof ListParameters>

/** In a path: a uuid in either case, or a number; as the domain names tasks. */
const refText = z
  .string()
  .regex(new RegExp(taskRefPattern), 'Use the uuid or the number of a task')
  .transform((text) => (/^\d+$/.test(text) ? Number(text) : text.toLowerCase()))
  .meta({ type: 'string', pattern: taskRefPattern, description: 'The uuid or the number of a task' })
export const TaskRefParameters = z.strictObject({ id: refText })
export const TagParameters = z.strictObject({ tag: Tag })
export const IdParameters = z.strictObject({ id: Uuid })

export const HistoryParameters = z.strictObject({
  task_id: refText.optional(),
  actor: ActorName.optional(),
  client: ClientName.optional(),
  from: Instant.optional(),
  to: Instant.optional(),
  cursor: NextCursor.optional(),
  limit: Limit.optional(),
})
export type HistoryParameters = z.infer<typeof HistoryParameters>
export const SyncParameters = z.strictObject({ since: Cursor.optional(), page: Cursor.optional() })
export const RealtimeParameters = z.strictObject({ since: Cursor.optional() })
export const ExportParameters = z.strictObject({ format: Format.default('json') })
const flagText = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .meta({ type: 'string', enum: ['true', 'false'] })
export const ImportParameters = z.strictObject({
  format: Format.default('json'),
  dry_run: flagText.optional(),
})
export const NoParameters = z.strictObject({})
