import type { Context, WriteOptions } from '../context.ts'
import type { ImportError, InterchangeFormat } from './document.ts'

export type ImportInput = {
  format: InterchangeFormat
  /** The whole file. */
  content: string
  /** Say what would happen, and change nothing. */
  dryRun?: boolean
}

export type ImportWritten = {
  /** `null` for a dry run, and where there was nothing new. */
  operationId: string | null
  created: number
  unchanged: number
  errors: readonly ImportError[]
}

export function importTasks(
  _context: Context,
  _input: ImportInput,
  _options: WriteOptions = {},
): Promise<ImportWritten> {
  throw new Error('written next')
}
