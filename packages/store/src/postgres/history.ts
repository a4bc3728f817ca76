import type { HistoryRequest, OperationCandidate } from '@todo/core'
import { cold, hot } from './database.ts'
import { Values, whole } from './filter.ts'
import type { Bound } from './list.ts'
import { eventJson, operationJson } from './rows.ts'

/** An operation without events stands before the one that begins where it does. */
const newestFirst = 'o.first_seq DESC, o.last_seq DESC, o.at DESC, o.id DESC'

/** Operations that `choose` finds (with `o.*`), newest first, with their events in order. */
const withEvents = (choose: string): string => `
  WITH o AS MATERIALIZED (${choose})
  SELECT CASE WHEN e.seq IS NULL OR e.seq = o.first_seq THEN ${operationJson} END,
    CASE WHEN e.seq IS NOT NULL THEN ${eventJson} END
  FROM o LEFT JOIN task_events e ON e.space_id = o.space_id AND e.seq BETWEEN o.first_seq AND o.last_seq
  ORDER BY ${newestFirst}, e.seq`

export function historyStatement(spaceId: string, request: HistoryRequest): Bound {
  const values = new Values()
  const space = values.add(spaceId, 'uuid')
  const where = [`o.space_id = ${space}`]
  if (request.taskId !== null) {
    const task = values.add(request.taskId, 'uuid')
    where.push(
      `o.id IN (SELECT t.operation_id FROM task_events t WHERE t.space_id = ${space} AND t.task_id = ${task})`,
    )
  }
  if (request.actor !== null) where.push(`o.actor = ${values.add(request.actor, 'text')}`)
  if (request.client !== null) where.push(`o.client = ${values.add(request.client, 'text')}`)
  if (request.from !== null) where.push(`o.at >= ${values.add(request.from, 'timestamptz')}`)
  if (request.to !== null) where.push(`o.at <= ${values.add(request.to, 'timestamptz')}`)
  if (request.beforeSeq !== null)
    where.push(`o.first_seq < ${values.add(whole(request.beforeSeq), 'bigint')}`)
  const choose = `SELECT o.* FROM operations o WHERE ${where.join(' AND ')}
    ORDER BY ${newestFirst} LIMIT ${values.add(request.limit, 'bigint')}`
  return { statement: cold(withEvents(choose)), values: values.list }
}

export const operationStatement = hot(
  withEvents('SELECT o.* FROM operations o WHERE o.space_id = $1::uuid AND o.id = $2::uuid'),
)

const undoable = `o.reverted_by IS NULL AND NOT o.imported AND o.kind NOT IN ('undo', 'redo', 'purge')`
const redoable = `o.reverted_by IS NULL AND NOT o.imported AND o.kind = 'undo'`
const newestOne = `ORDER BY ${newestFirst} LIMIT 1`

/** Both walk a partial index that holds only what may be chosen. */
export const latestStatements: Record<OperationCandidate, ReturnType<typeof hot>> = {
  undo: hot(
    withEvents(`SELECT o.* FROM operations o WHERE o.space_id = $1::uuid AND ${undoable} ${newestOne}`),
  ),
  redo: hot(
    withEvents(`SELECT o.* FROM (
      SELECT o.* FROM operations o WHERE o.space_id = $1::uuid AND ${redoable} ${newestOne}) AS o
      WHERE NOT EXISTS (SELECT FROM operations later WHERE later.space_id = $1::uuid
        AND (later.first_seq, later.last_seq) > (o.first_seq, o.last_seq) AND later.kind NOT IN ('undo', 'redo'))`),
  ),
}
