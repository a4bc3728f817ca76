import type { ImportWritten, InterchangeFormat, TaskService } from '@todo/core'
import type { ImportAnswer } from '@todo/core/schemas'
import { bodyOf, writtenOf } from './answer.ts'
import type { Transport } from './transport.ts'

/** Whole lists take their time. */
const timeoutMs = 10 * 60_000

const mediaTypes: Readonly<Record<InterchangeFormat, string>> = {
  json: 'application/json',
  csv: 'text/csv',
  todotxt: 'text/plain',
  ics: 'text/calendar',
}

export function fileVerbs({ call }: Transport): Pick<TaskService, 'import' | 'export'> {
  return {
    async import({ format, content, dryRun }, options = {}): Promise<ImportWritten> {
      const response = await call('importTasks', {
        query: { format, dry_run: dryRun ? true : undefined },
        file: { content, type: mediaTypes[format] },
        timeoutMs,
        ...options,
      })
      const { operation_id, ...rest } = await bodyOf<ImportAnswer>(response)
      return { operationId: operation_id, ...rest, replayed: writtenOf(response).replayed }
    },
    async *export(format) {
      yield* textsOf(await call('exportTasks', { query: { format }, timeoutMs }))
    },
  }
}

/** Everything that is kept about the account, as JSON in pieces. */
export async function* exportAccount({ call }: Transport): AsyncIterable<string> {
  yield* textsOf(await call('exportAccount', { timeoutMs }))
}

async function* textsOf({ body }: Response): AsyncIterable<string> {
  if (!body) return
  const decoder = new TextDecoder()
  const reader = body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    const text = done ? decoder.decode() : decoder.decode(value, { stream: true })
    if (text !== '') yield text
    if (done) return
  }
}
