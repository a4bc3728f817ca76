import { z } from 'zod'
import { batchOperationsMax } from '../task/rules.ts'
import {
  CalendarDate,
  Description,
  Instant,
  Locale,
  listOf,
  Position,
  Priority,
  Status,
  Tags,
  Timezone,
  Title,
  textWith,
  Uuid,
} from './fields.ts'

/** A task named by its uuid or its number. */
export const TaskRefInput = z.union([Uuid, z.int().min(1)])

export const TaskOutput = z
  .strictObject({
    id: Uuid,
    number: z.int(),
    title: z.string(),
    description: z.string().nullable(),
    status: Status,
    priority: Priority,
    due_date: CalendarDate.nullable(),
    tags: listOf(z.string()),
    position: z.string(),
    version: z.int(),
    created_at: Instant,
    updated_at: Instant,
    completed_at: Instant.nullable(),
    deleted_at: Instant.nullable(),
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

export const UpdateTaskBody = z.strictObject(updateFields).meta({ id: 'UpdateTask', minProperties: 1 })
export type UpdateTaskBody = z.infer<typeof UpdateTaskBody>

const textInput = textWith((text) => {
  if (!text.isWellFormed()) return 'The text holds half a character (a lone surrogate)'
  if (text.trim() === '') return 'Say what is to be done'
  return [...text].length > 2000 ? 'Use at most 2000 characters' : null
}).meta({ minLength: 1, maxLength: 2000 })

export const ExplainBody = z
  .strictObject({ text: textInput, timezone: Timezone.optional(), locale: Locale.optional() })
  .meta({ id: 'QuickAddText' })
export const QuickBody = z
  .strictObject({
    text: textInput,
    timezone: Timezone.optional(),
    locale: Locale.optional(),
    id: Uuid.optional(),
  })
  .meta({ id: 'QuickAdd' })

export const ExplainOutput = z
  .strictObject({
    title: z.string(),
    due_date: CalendarDate.nullable(),
    priority: Priority.nullable(),
    tags: listOf(z.string()),
    spans: listOf(
      z.strictObject({
        start: z.int(),
        end: z.int(),
        kind: z.string(),
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
  z.strictObject({ op: z.literal('update'), ...updateFields, id: TaskRefInput }).meta({ minProperties: 3 }),
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
  results: listOf(z.strictObject({ op: z.string(), task: TaskOutput })),
})
export type BatchAnswer = z.infer<typeof BatchAnswer>
export const MessageAnswer = z.strictObject({ message: z.string() })
export const PurgeAnswer = z.strictObject({ message: z.string(), purged: z.int() })
export type PurgeAnswer = z.infer<typeof PurgeAnswer>

export const TaskPageAnswer = z.strictObject({
  tasks: listOf(TaskOutput),
  total: z.int(),
  total_is_lower_bound: z.literal(true).optional(),
  page: z.int(),
  limit: z.int(),
  next_cursor: z.string().nullable(),
})
export type TaskPageAnswer = z.infer<typeof TaskPageAnswer>
