import { z } from 'zod'
import { Count, listOf, Ordinal, Tag, Uuid } from './fields.ts'
import { TaskOutput } from './tasks.ts'

export const TagsAnswer = z.strictObject({
  tags: listOf(z.strictObject({ tag: z.string(), open: Count, total: Ordinal })),
})
export type TagsAnswer = z.infer<typeof TagsAnswer>
export const RenameTagBody = z.strictObject({ from: Tag, to: Tag }).meta({ id: 'RenameTag' })
export const TagsWrittenAnswer = z.strictObject({
  operation_id: Uuid.nullable(),
  tasks: listOf(TaskOutput),
})
export type TagsWrittenAnswer = z.infer<typeof TagsWrittenAnswer>

export const ImportAnswer = z.strictObject({
  operation_id: Uuid.nullable(),
  created: Count,
  unchanged: Count,
  errors: listOf(z.strictObject({ line: Count, message: z.string() })),
})
export type ImportAnswer = z.infer<typeof ImportAnswer>
