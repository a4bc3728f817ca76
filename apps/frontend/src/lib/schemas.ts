// First, since it counts for schemas that are made after it.
import './no-eval.ts'

export * from '@todo/core/schemas'
