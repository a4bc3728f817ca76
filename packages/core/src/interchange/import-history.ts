import type { Context } from '../context.ts'
import type { ImportedOperation } from '../history/change.ts'
import type { ReadOperation } from './document.ts'
import { presentIds, type UnmatchedTask } from './match-tasks.ts'
import { chunksOf } from './pages.ts'

/**
 * The history that comes with new tasks, oldest first: what happened to them, and to tasks that were purged
 * there and are not here. What happened elsewhere to a task that was here before did not happen to it here.
 */
export async function historyOf(
  context: Context,
  operations: readonly ReadOperation[],
  created: readonly UnmatchedTask[],
  ownId: string | undefined,
): Promise<ImportedOperation[]> {
  const present = await operationsPresent(context, operations)
  if (ownId !== undefined) present.add(ownId)
  const missing = operations.filter(({ operation }) => !present.has(operation.id))
  const idOf = new Map(created.flatMap(({ task, id }) => (task.id === null ? [] : [[task.id, id]])))
  for (const id of await purgedIds(context, missing, idOf)) idOf.set(id, id)
  return missing.flatMap(({ operation, events }) => {
    const kept = events.flatMap((event) => {
      const taskId = idOf.get(event.taskId)
      if (taskId === undefined) return []
      const { seq: _seq, ...rest } = event
      const task = event.task && { ...event.task, id: taskId }
      return [{ ...rest, id: context.ids.uuid(), taskId, task, correlationId: null }]
    })
    return kept.length > 0 ? [{ operation, events: kept }] : []
  })
}

async function operationsPresent(
  { store, scope }: Context,
  operations: readonly ReadOperation[],
): Promise<Set<string>> {
  const present = new Set<string>()
  for (const chunk of chunksOf(operations.map(({ operation }) => operation.id))) {
    for (const id of await store.operationsPresent(scope, chunk)) present.add(id)
  }
  return present
}

/** Tasks of which the history has kept nothing (a purge blanks it), and that the space does not have. */
async function purgedIds(
  context: Context,
  operations: readonly ReadOperation[],
  known: ReadonlyMap<string, string>,
): Promise<string[]> {
  const ids = new Set<string>()
  for (const { events } of operations) {
    for (const { task, taskId } of events) if (task === null && !known.has(taskId)) ids.add(taskId)
  }
  const present = await presentIds(context, [...ids])
  return [...ids].filter((id) => !present.has(id))
}
