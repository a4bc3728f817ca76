import type { Context, WriteOptions } from '../context.ts'
import { type Plan, type Written, write } from '../write.ts'
import { refuseOtherVersion } from './change-task.ts'
import { decide } from './decide.ts'
import { filterOf } from './list-query.ts'
import type { Task, TaskRef } from './task.ts'

export type PurgeWritten = { operationId: string | null; purged: number; replayed: boolean }

/**
 * Ends tasks in the trash for good, or all of the trash, and blanks them in the history. Cannot be undone.
 * Throws `TASK_NOT_FOUND` where a task named is not in the trash, and `PRECONDITION_FAILED`.
 */
export async function purgeTasks(
  context: Context,
  refs: readonly TaskRef[] | 'all',
  options: WriteOptions<PurgeWritten> = {},
): Promise<PurgeWritten> {
  const plan = async (now: string): Promise<Plan | null> => {
    const tasks = refs === 'all' ? await allInTrash(context) : await context.store.load(context.scope, refs)
    const named = refs === 'all' ? tasks.map((task) => task.id) : refs
    const commands = named.map((ref) => ({ op: 'purge' as const, ref }))
    const decision = decide(commands, tasks, { now, uuid: context.ids.uuid })
    for (const task of tasks) refuseOtherVersion(task, options)
    return decision.edits.length > 0 ? decision : null
  }
  return purgeWritten(await write(context, { kind: 'purge', options, plan, result: purgeWritten }))
}

function purgeWritten({ operationId, tasks, replayed }: Written): PurgeWritten {
  return { operationId, purged: tasks.length, replayed }
}

function allInTrash({ store, scope }: Context): Promise<Task[]> {
  return store.newest(scope, filterOf({ trash: true }), Number.MAX_SAFE_INTEGER, null)
}
