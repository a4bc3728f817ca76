import type { HistoryRequest, OperationCandidate, OperationWithEvents, TaskEvent } from '@todo/core'
import type { Row, SqliteFile } from './file.ts'
import { joined, type Sql } from './list-sql.ts'
import { toEvent, toOperation } from './rows.ts'

/** Operations with their events, newest first. */
export function readHistory(file: SqliteFile, space: number, request: HistoryRequest): OperationWithEvents[] {
  const { text, values } = historySql(space, request)
  return file.all(text, ...values).map((row) => withEvents(file, space, row))
}

/**
 * History is read backwards along one index. A beginning in time is turned into the first sequence number that
 * can matter, so that the walk ends there and not at the first operation ever.
 */
export function historySql(space: number, request: HistoryRequest): Sql {
  const { taskId, actor, client, from, to, beforeSeq, limit } = request
  const parts: Sql[] = []
  if (actor !== null) parts.push({ text: 'actor = ?', values: [actor] })
  if (client !== null) parts.push({ text: 'client = ?', values: [client] })
  if (from !== null) {
    const first =
      'SELECT min(first_seq) FROM operations INDEXED BY operations_by_time WHERE space = ? AND at >= ?'
    parts.push({ text: `at >= ? AND first_seq >= (${first})`, values: [from, space, from] })
  }
  if (to !== null) parts.push({ text: 'at <= ?', values: [to] })
  if (beforeSeq !== null) parts.push({ text: 'first_seq < ?', values: [beforeSeq] })
  const order = 'ORDER BY first_seq DESC, operation_key DESC LIMIT ?'
  if (taskId !== null) {
    const of =
      'SELECT operation_id FROM task_events INDEXED BY task_events_task WHERE space = ? AND task_id = ?'
    const where = joined(parts, `WHERE space = ? AND id IN (${of})`)
    const text = `SELECT * FROM operations INDEXED BY operations_id ${where.text} ${order}`
    return { text, values: [space, space, taskId, ...where.values, limit] }
  }
  const where = joined(parts, 'WHERE space = ?')
  const index = `INDEXED BY operations_by_${client !== null ? 'client' : actor !== null ? 'actor' : 'seq'}`
  return {
    text: `SELECT * FROM operations ${index} ${where.text} ${order}`,
    values: [space, ...where.values, limit],
  }
}

export function findOperation(file: SqliteFile, space: number, id: string): OperationWithEvents | null {
  const row = file.get('SELECT * FROM operations WHERE space = ? AND id = ?', space, id)
  return row ? withEvents(file, space, row) : null
}

/**
 * The conditions are those of the partial indexes, word for word. Node 22.16 takes no `?1`, so the space is
 * given each time that it is named.
 */
const latestSql: Record<OperationCandidate, string> = {
  undo: `SELECT * FROM operations INDEXED BY operations_to_undo
    WHERE space = ? AND kind NOT IN ('undo', 'redo', 'purge') AND reverted_by IS NULL AND imported = 0
    ORDER BY first_seq DESC, operation_key DESC LIMIT 1`,
  redo: `SELECT * FROM operations INDEXED BY operations_to_redo
    WHERE space = ? AND kind = 'undo' AND reverted_by IS NULL AND imported = 0 AND first_seq > ifnull((
      SELECT first_seq FROM operations INDEXED BY operations_of_change
        WHERE space = ? AND kind NOT IN ('undo', 'redo') ORDER BY first_seq DESC LIMIT 1
    ), 0)
    ORDER BY first_seq DESC, operation_key DESC LIMIT 1`,
}

export function latestOperation(
  file: SqliteFile,
  space: number,
  candidate: OperationCandidate,
): OperationWithEvents | null {
  const values = candidate === 'redo' ? [space, space] : [space]
  const row = file.get(latestSql[candidate], ...values)
  return row ? withEvents(file, space, row) : null
}

/** Events after a sequence number, in order. */
export function readEvents(file: SqliteFile, space: number, since: number, limit: number): TaskEvent[] {
  const sql = 'SELECT * FROM task_events WHERE space = ? AND seq > ? ORDER BY seq LIMIT ?'
  return file.all(sql, space, since, limit).map(toEvent)
}

function withEvents(file: SqliteFile, space: number, row: Row): OperationWithEvents {
  const { eventCount, ...operation } = toOperation(row)
  const events = file.all(
    'SELECT * FROM task_events WHERE space = ? AND seq >= ? AND seq < ? ORDER BY seq',
    space,
    operation.firstSeq,
    operation.firstSeq + eventCount,
  )
  return { ...operation, events: events.map(toEvent) }
}
