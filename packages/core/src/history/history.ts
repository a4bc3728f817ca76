import type { Context } from '../context.ts'
import { decodeCursor, encodeCursor } from '../task/cursor.ts'
import type { TaskRef } from '../task/task.ts'
import type { Actor, OperationWithEvents } from './operation.ts'

export type HistoryQuery = {
  task?: TaskRef
  actor?: Actor
  client?: string
  /** Times, inclusive. */
  from?: string
  to?: string
  cursor?: string
  limit?: number
}

export type HistoryPage = { operations: readonly OperationWithEvents[]; nextCursor: string | null }

const historyLimitDefault = 20

/** What was changed, newest first. A task that never was has no history. */
export async function listHistory(context: Context, query: HistoryQuery = {}): Promise<HistoryPage> {
  const { store, scope } = context
  const limit = query.limit ?? historyLimitDefault
  const cursor = query.cursor === undefined ? null : decodeCursor(query.cursor, 'history', 2)[1]
  const taskId = query.task === undefined ? null : await taskIdOf(context, query.task)
  if (query.task !== undefined && taskId === null) return { operations: [], nextCursor: null }
  const rows = await store.history(scope, {
    taskId,
    actor: query.actor ?? null,
    client: query.client ?? null,
    from: query.from ?? null,
    to: query.to ?? null,
    beforeSeq: typeof cursor === 'number' ? cursor : null,
    limit: limit + 1,
  })
  const operations = rows.slice(0, limit)
  const firstSeq = operations.at(-1)?.firstSeq
  return {
    operations,
    nextCursor: rows.length > limit && firstSeq !== undefined ? encodeCursor(['history', firstSeq]) : null,
  }
}

/** A uuid is taken as it is, so that the history of a purged task can still be read. */
async function taskIdOf({ store, scope }: Context, ref: TaskRef): Promise<string | null> {
  if (typeof ref === 'string') return ref
  const [task] = await store.load(scope, [ref])
  return task?.id ?? null
}
