import type { Context } from '../context.ts'
import { StalePlan } from '../write.ts'
import type { TaskEdit } from './change.ts'
import { invertOperations, touchedTasks } from './invert.ts'
import type { OperationWithEvents } from './operation.ts'

/**
 * Loads the tasks that operations touched and inverts the operations, as {@link invertOperations} does. Where that
 * is refused, and one of them was undone or redone by another writer since it was read, throws `StalePlan` instead.
 */
export async function invertFresh(
  { store, scope, ids }: Context,
  operations: readonly OperationWithEvents[],
  now: string,
): Promise<TaskEdit[]> {
  const tasks = await store.load(scope, [...touchedTasks(operations)])
  try {
    return invertOperations(operations, tasks, { now, uuid: ids.uuid })
  } catch (error) {
    for (const { id, revertedBy } of operations) {
      const current = await store.operation(scope, id)
      if (current?.revertedBy !== revertedBy) throw new StalePlan()
    }
    throw error
  }
}
