import { isUuid, type OperationWithEvents, type TaskService } from '@todo/core'
import { CliError, UsageError } from './errors.ts'
import { shortId } from './format/operation.ts'

const pageSizes = [2, 8, 100]
const lookedThroughMax = 2000

/** Operations from the newest on, in small pages first: what is wanted is mostly among the latest. */
async function* recent(service: TaskService): AsyncGenerator<OperationWithEvents> {
  let cursor: string | null = null
  let seen = 0
  for (let turn = 0; seen < lookedThroughMax; turn += 1) {
    const limit = pageSizes[turn] ?? 100
    const page: Awaited<ReturnType<typeof service.history>> = await service.history({
      limit,
      ...(cursor !== null && { cursor }),
    })
    yield* page.operations
    seen += page.operations.length
    cursor = page.nextCursor
    if (cursor === null) return
  }
}

/** Those of the operations that are among the latest, in the order of the ids. */
export async function findOperations(
  service: TaskService,
  ids: readonly string[],
): Promise<OperationWithEvents[]> {
  const wanted = new Set(ids)
  const found = new Map<string, OperationWithEvents>()
  if (wanted.size === 0) return []
  for await (const operation of recent(service)) {
    if (wanted.has(operation.id)) found.set(operation.id, operation)
    if (found.size === wanted.size) break
  }
  return ids.flatMap((id) => found.get(id) ?? [])
}

/** The id of an operation given whole, or by the part that `todo history` shows. Throws `UsageError`, `CliError`. */
export async function resolveOperationId(service: TaskService, text: string): Promise<string> {
  const written = text.trim().toLowerCase()
  if (isUuid(written)) return written
  if (!/^[0-9a-f]{8}$/.test(written)) {
    throw new UsageError(`"${text}" is not the id of an operation.`, 'Ids stand in: todo history')
  }
  for await (const operation of recent(service)) {
    if (shortId(operation.id) === written) return operation.id
  }
  throw new CliError(`Operation ${text} not found.`, {
    code: 'NOTHING_TO_UNDO',
    hint: 'Ids stand in: todo history',
  })
}
