import { type TaskWritten, taskFromWire, type WriteOptions } from '@todo/core'
import type { ExplainBody, ExplainOutput, QuickAnswer, QuickBody } from '@todo/core/schemas'
import { bodyOf, writtenOf } from './answer.ts'
import type { Transport } from './transport.ts'

export type QuickAddCalls = {
  /** Makes a task from one line. "Today" follows the time zone given, else the account's. */
  quickAdd(input: QuickBody, options?: WriteOptions): Promise<TaskWritten & { explain: ExplainOutput }>
  /** How the server reads a line; nothing is made. */
  explain(input: ExplainBody): Promise<ExplainOutput>
}

export function quickAddCalls({ call }: Transport): QuickAddCalls {
  return {
    async quickAdd(input, options = {}) {
      const response = await call('quickAdd', { json: input, ...options })
      const { task, explain } = await bodyOf<QuickAnswer>(response)
      return { ...writtenOf(response), task: taskFromWire(task), explain }
    },
    explain: async (input) => bodyOf<ExplainOutput>(await call('explain', { json: input })),
  }
}
