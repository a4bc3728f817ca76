export type ModelConflict = { number: number; field: string; expected: unknown; actual: unknown }

/** The model says no: by the code that the verbs must answer with, and every conflict. */
export class ModelRefusal extends Error {
  readonly code: string
  readonly conflicts: readonly ModelConflict[]

  constructor(code: string, conflicts: readonly ModelConflict[] = []) {
    super(code)
    this.code = code
    this.conflicts = conflicts
  }
}
