import { type Task, type TaskPage, type TaskWritten, taskToWire, type WriteOptions } from '@todo/core'
import type { Context } from 'hono'
import type { AppEnv } from '../environment.ts'
import { etagOf } from '../versions.ts'

type Written = { operationId: string | null; replayed: boolean }

/** How a write is answered: the status where it succeeds, and the body for what the verb returned. */
export type WriteAnswer<Status, Result, Body> = { status: Status; body(result: Result): Body }

/**
 * Runs a verb that writes and answers with what it returned. The answer to a keyed request is committed with the
 * write, so `body` also sees the result before new tasks have their numbers.
 */
export async function answerWrite<Status extends 200 | 201, Result extends Written, Body extends object>(
  c: Context<AppEnv>,
  { status, body }: WriteAnswer<Status, Result, Body>,
  run: (options: WriteOptions<Result>) => Promise<Result>,
) {
  const written = await run(optionsOf(c, (result) => ({ status, body: JSON.stringify(body(result)) })))
  if (written.operationId) c.header('X-Operation-Id', written.operationId)
  if (written.replayed) c.header('Idempotency-Replayed', 'true')
  return c.json(body(written), status)
}

function optionsOf<Result>(
  c: Context<AppEnv>,
  answer: (result: Result) => { status: number; body: string },
): WriteOptions<Result> {
  const request = c.get('request')
  if (!request) return {}
  const { operationId, ...keyed } = request
  return { operationId, request: { ...keyed, answer } }
}

export const taskBody = ({ task }: Pick<TaskWritten, 'task'>) => ({ task: taskToWire(task) })

/** Runs a verb on one task and answers with the task and its entity tag. */
export function answerTask<Status extends 200 | 201>(
  c: Context<AppEnv>,
  status: Status,
  run: (options: WriteOptions<TaskWritten>) => Promise<TaskWritten>,
) {
  const body = (written: TaskWritten) => taskBody(written)
  return answerWrite(c, { status, body }, async (options) => tagged(c, await run(options)))
}

/** Names the version of the task that a verb left. */
export function tagged(c: Context<AppEnv>, written: TaskWritten): TaskWritten {
  c.header('ETag', etagOf(written.task.version))
  return written
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
