import { z } from 'zod'
import { listOf, Uuid } from './fields.ts'

export const Conflict = z.strictObject({
  task_id: Uuid,
  number: z.int(),
  field: z.string(),
  expected: z.unknown(),
  actual: z.unknown(),
})

/** RFC 9457, with the plan's `error` member and a stable `code`. */
export const ProblemAnswer = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    error: z.string(),
    code: z.string(),
    errors: listOf(z.strictObject({ path: z.string(), message: z.string() })).optional(),
    conflicts: listOf(Conflict).optional(),
    request_id: z.string().optional(),
  })
  .meta({ id: 'Problem' })
export type ProblemAnswer = z.infer<typeof ProblemAnswer>
