import type { TaskEvent } from '@todo/core'
import { hot, type Row } from './database.ts'
import { eventJson, eventOf } from './rows.ts'
import { taskColumns } from './task-rows.ts'

/** The sequence number of the last event of a space ($1), and the epoch of its log. */
export const headStatement = hot('SELECT next_seq - 1, epoch FROM space_counters WHERE space_id = $1::uuid')

/** Events of a space ($1) after a sequence number ($2), at most $3. */
export const eventsStatement = hot(`
  SELECT ${eventJson} FROM task_events e WHERE e.space_id = $1::uuid AND e.seq > $2::bigint
  ORDER BY e.seq LIMIT $3::bigint`)

export function eventsOf(rows: readonly Row[]): TaskEvent[] {
  return rows.flatMap(([event]) => (event ? [eventOf(event)] : []))
}

const recentWhere = (condition: string): string =>
  `(SELECT ${taskColumns} FROM tasks WHERE space_id = $1::uuid AND number > $3::int AND ${condition}
    ORDER BY number LIMIT $4::bigint)`

/** Tasks of a space ($1) that are open, or done or in the trash since $2, with a number over $3, at most $4. */
export const recentStatement = hot(
  `SELECT * FROM (
    ${recentWhere(`deleted_at IS NULL AND status IN ('pending', 'in_progress')`)} UNION ALL
    ${recentWhere('deleted_at IS NULL AND completed_at >= $2::timestamptz')} UNION ALL
    ${recentWhere('deleted_at IS NOT NULL AND deleted_at >= $2::timestamptz')}) AS places
    ORDER BY number LIMIT $4::bigint`,
)
