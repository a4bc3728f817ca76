import { type Task, type TaskPage, taskToWire } from '@todo/core'
import type { Context } from 'hono'
import type { AppEnv } from '../environment.ts'
import { etagOf } from '../versions.ts'

/** Which operation a write recorded; nothing where it changed nothing. */
export function nameOperation(
  c: Context<AppEnv>,
  written: { operationId: string | null; replayed?: boolean },
): void {
  if (written.operationId) c.header('X-Operation-Id', written.operationId)
  if (written.replayed) c.header('Idempotency-Replayed', 'true')
}

/** The body and the entity tag of one task. */
export function taskAnswer(c: Context<AppEnv>, task: Task) {
  c.header('ETag', etagOf(task.version))
  return { task: taskToWire(task) }
}

export function pageAnswer(page: TaskPage) {
  return {
    tasks: page.tasks.map(taskToWire),
    total: page.total,
    ...(page.totalIsLowerBound && { total_is_lower_bound: true as const }),
    page: page.page,
    limit: page.limit,
    next_cursor: page.nextCursor,
  }
}
