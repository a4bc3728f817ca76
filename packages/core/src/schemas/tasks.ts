import { z } from 'zod'
import { quickAddSpanKinds } from '../quick-add/span-kinds.ts'
import { listLimitMax } from '../task/page.ts'
import { batchOperationsMax } from '../task/rules.ts'
import {
  atLeastOneField,
  CalendarDate,
  Count,
  Description,
  Locale,
  listOf,
  Ordinal,
  Position,
  Priority,
  Status,
  Tags,
  Timezone,
  Title,
  textWith,
  UtcTime,
  Uuid,
} from './fields.ts'
import { quickAddPattern } from './patterns.ts'

/** A task named by its uuid or its number. */
export const TaskRefInput = z.union([Uuid, z.int().min(1).max(999_999_999_999_999)])

export const TaskOutput = z
  .strictObject({
    id: Uuid,
    number: Ordinal,
    title: z.string(),
    description: z.string().nullable(),
    status: Status,
    priority: Priority,
    due_date: CalendarDate.nullable(),
    tags: listOf(z.string()),
    position: z.string(),
    version: Ordinal,
    created_at: UtcTime,
    updated_at: UtcTime,
    completed_at: UtcTime.nullable(),
    deleted_at: UtcTime.nullable(),
  })
  .meta({ id: 'Task' })

const createFields = {
  id: Uuid.optional(),
  title: Title,
  description: Description.nullish(),
  priority: Priority.optional(),
  due_date: CalendarDate.nullish(),
  tags: Tags.optional(),
}

const updateFields = {
  title: Title.optional(),
  description: Description.nullish(),
  status: Status.optional(),
  priority: Priority.optional(),
  due_date: CalendarDate.nullish(),
  tags: Tags.optional(),
  position: Position.optional(),
}

export const CreateTaskBody = z.strictObject(createFields).meta({ id: 'CreateTask' })
export type CreateTaskBody = z.infer<typeof CreateTaskBody>

export const UpdateTaskBody = z
  .strictObject(updateFields)
  .check(atLeastOneField)
  .meta({ id: 'UpdateTask', minProperties: 1 })
export type UpdateTaskBody = z.infer<typeof UpdateTaskBody>

const textLengthMax = 2000
const textInput = textWith((text) => {
  if (!text.isWellFormed()) return 'The text holds half a character (a lone surrogate)'
  if (text.trim() === '') return 'Say what is to be done'
  return [...text].length > textLengthMax ? `Use at most ${textLengthMax} characters` : null
}).meta({
  minLength: 1,
  maxLength: textLengthMax,
  pattern: quickAddPattern,
  description: 'One line; what is left as the title has at most 200 characters',
})

export const ExplainBody = z
  .strictObject({ text: textInput, timezone: Timezone.optional(), locale: Locale.optional() })
  .meta({ id: 'QuickAddText' })
export type ExplainBody = z.infer<typeof ExplainBody>
export const QuickBody = z
  .strictObject({
    text: textInput,
    timezone: Timezone.optional(),
    locale: Locale.optional(),
    id: Uuid.optional(),
  })
  .meta({ id: 'QuickAdd' })
export type QuickBody = z.infer<typeof QuickBody>

export const ExplainOutput = z
  .strictObject({
    title: z.string(),
    due_date: CalendarDate.nullable(),
    priority: Priority.nullable(),
    tags: listOf(z.string()),
    spans: listOf(
      z.strictObject({
        start: Count,
        end: Ordinal,
        kind: z.enum(quickAddSpanKinds),
        text: z.string(),
        value: z.union([z.string(), z.null()]),
        note: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'Explanation' })
export type ExplainOutput = z.infer<typeof ExplainOutput>

const plainOps = ['complete', 'reopen', 'delete', 'restore'] as const
export const BatchOperation = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('create'), ...createFields }),
  z
    .strictObject({ op: z.literal('update'), ...updateFields, id: TaskRefInput })
    .meta({ minProperties: 3, description: 'Names at least one field to change' }),
  ...plainOps.map((op) => z.strictObject({ op: z.literal(op), id: TaskRefInput })),
])
export type BatchOperation = z.infer<typeof BatchOperation>
export const BatchBody = z
  .strictObject({ operations: z.array(BatchOperation).min(1).max(batchOperationsMax) })
  .meta({ id: 'Batch' })
export type BatchBody = z.infer<typeof BatchBody>

export const TaskAnswer = z.strictObject({ task: TaskOutput })
export type TaskAnswer = z.infer<typeof TaskAnswer>
export const QuickAnswer = z.strictObject({ task: TaskOutput, explain: ExplainOutput })
export type QuickAnswer = z.infer<typeof QuickAnswer>
export const BatchAnswer = z.strictObject({
  operation_id: Uuid.nullable(),
  results: listOf(z.strictObject({ op: z.enum(['create', 'update', ...plainOps]), task: TaskOutput })),
})
export type BatchAnswer = z.infer<typeof BatchAnswer>
export const MessageAnswer = z.strictObject({ message: z.string() })
export const PurgeAnswer = z.strictObject({ message: z.string(), purged: Count })
export type PurgeAnswer = z.infer<typeof PurgeAnswer>

export const TaskPageAnswer = z.strictObject({
  tasks: listOf(TaskOutput),
  total: Count,
  total_is_lower_bound: z.literal(true).optional(),
  page: Ordinal,
  limit: z.int().min(1).max(listLimitMax),
  next_cursor: z.string().nullable(),
})
export type TaskPageAnswer = z.infer<typeof TaskPageAnswer>
