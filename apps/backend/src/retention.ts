import { createTaskService, TodoError } from '@todo/core'
import { dropEndedSessions } from './auth/sessions.ts'
import type { Deps } from './deps.ts'

export type Retention = {
  /** Ends for good what is in the trash for longer than it keeps; how many tasks that were. */
  sweepTrash(): Promise<number>
  /** Forgets sessions that are over; how many those were. */
  sweepSessions(): Promise<number>
  close(): void
}

const everyMs = 3600_000
/** A server that has just started has other things to do. */
const firstAfterMs = 60_000
const tasksAtOnce = 1000

const expired = `SELECT space_id, array_agg(id::text) AS ids
  FROM (SELECT space_id, id FROM tasks WHERE deleted_at < $1 LIMIT $2) AS old GROUP BY space_id`

/** The trash keeps tasks for `tasks.trash_days`. Any number of servers may look: what one ended, the other does not find. */
export function retain(
  deps: Pick<
    Deps,
    'pool' | 'store' | 'clock' | 'ids' | 'config' | 'log' | 'answers' | 'agents' | 'proposals'
  >,
): Retention {
  const sweepTrash = async (): Promise<number> => {
    const before = new Date(deps.clock.now() - deps.config.tasks.trash_days * 24 * 3600_000)
    for (let total = 0; ; ) {
      const { rows } = await deps.pool.query<{ space_id: string; ids: string[] }>(expired, [
        before,
        tasksAtOnce,
      ])
      let ended = 0
      for (const { space_id, ids } of rows) ended += await purge(deps, space_id, ids)
      total += ended
      if (ended === 0) return total
    }
  }
  const sweepSessions = (): Promise<number> => dropEndedSessions(deps.pool, deps.clock.now())
  const look = (): void => {
    sweepSessions().catch(() => deps.log.warn('sessions that are over could not be forgotten'))
    sweepTrash().catch(() => deps.log.warn('the trash could not be looked through'))
    deps.agents.sweep().catch(() => deps.log.warn('agents that are over could not be forgotten'))
    deps.proposals.sweep().catch(() => deps.log.warn('old proposals could not be forgotten'))
    deps.answers.sweep().catch(() => deps.log.warn('old answers could not be forgotten'))
  }
  const first = setTimeout(look, firstAfterMs).unref()
  const timer = setInterval(look, everyMs).unref()
  return {
    sweepTrash,
    sweepSessions,
    close() {
      clearTimeout(first)
      clearInterval(timer)
    },
  }
}

/** In the history it stands as done by the system. Where a task was restored meanwhile, the space waits for the next look. */
async function purge(
  { store, clock, ids }: Pick<Deps, 'store' | 'clock' | 'ids'>,
  spaceId: string,
  tasks: readonly string[],
): Promise<number> {
  const scope = { spaceId, userId: spaceId }
  const context = {
    store,
    clock,
    ids,
    scope,
    actor: 'system' as const,
    client: 'server',
    correlationId: null,
  }
  try {
    return (await createTaskService(context).purge(tasks)).purged
  } catch (error) {
    if (error instanceof TodoError) return 0
    throw error
  }
}
