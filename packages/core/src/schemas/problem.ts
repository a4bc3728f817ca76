import { z } from 'zod'
import { listOf, Ordinal, Uuid } from './fields.ts'

export const Conflict = z.strictObject({
  task_id: Uuid,
  number: Ordinal,
  field: z.string(),
  expected: z.unknown(),
  actual: z.unknown(),
})

/** RFC 9457, with the plan's `error` member and a stable `code`. */
export const ProblemAnswer = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int().min(400).max(599),
    error: z.string(),
    detail: z.string().optional(),
    code: z.string().meta({ pattern: '^[A-Z]+(?:_[A-Z]+)*$' }),
    errors: listOf(z.strictObject({ path: z.string(), message: z.string() })).optional(),
    conflicts: listOf(Conflict).optional(),
    request_id: z.string().optional(),
  })
  .meta({ id: 'Problem' })
export type ProblemAnswer = z.infer<typeof ProblemAnswer>
