import type { Context, WriteOptions } from '../context.ts'
import { TodoError } from '../errors.ts'
import { type Plan, thisOperation, write } from '../write.ts'
import { invertFresh } from './invert-fresh.ts'
import type { Actor, OperationKind, OperationWithEvents } from './operation.ts'
import { redoPlan } from './redo.ts'
import { type UndoInput, type UndoWritten, undoWritten } from './undo-written.ts'

/** Everything that one actor or client did in a time, as one operation. Times are inclusive. */
export type BulkUndoInput = {
  actor?: Actor
  client?: string
  from: string
  to?: string
  dryRun?: boolean
}

const historyPage = 200

/**
 * Takes an operation back. An undo is an operation itself; undoing an undo is redo.
 * Throws `NOTHING_TO_UNDO` (also for an unknown id), `ALREADY_UNDONE`, `NOT_REVERSIBLE`, `UNDO_CONFLICT`.
 */
export async function undo(
  context: Context,
  input: UndoInput = {},
  options: WriteOptions<UndoWritten> = {},
): Promise<UndoWritten> {
  const { store, scope } = context
  const target = input.operationId ? await store.operation(scope, input.operationId) : null
  const kind: OperationKind = target?.kind === 'undo' ? 'redo' : 'undo'
  const plan = async (now: string): Promise<Plan> => {
    const operation = input.operationId
      ? await store.operation(scope, input.operationId)
      : await latestUndoable(context)
    if (!operation) throw new TodoError('NOTHING_TO_UNDO')
    if (operation.kind === 'undo') return redoPlan(context, operation, now)
    return undoPlan(context, await baseOperations(context, operation), now)
  }
  return undoWritten(await write(context, { kind, options, plan, result: undoWritten }))
}

/** Takes back all that matches, newest first, as one operation. Undos, purges, what they touched and what is undone are passed over. */
export async function undoAll(
  context: Context,
  input: BulkUndoInput,
  options: WriteOptions<UndoWritten> = {},
): Promise<UndoWritten> {
  if (input.dryRun) {
    const operations = await matching(context, input)
    const { edits } = await undoPlan(context, operations, new Date(context.clock.now()).toISOString())
    const tasks = edits.flatMap(({ before, after }) => (before && after ? [after] : []))
    return { operationId: null, reverts: operations.map(({ id }) => id), tasks, replayed: false }
  }
  const plan = async (now: string): Promise<Plan> => {
    const operations = await matching(context, input)
    if (operations.length === 0) throw new TodoError('NOTHING_TO_UNDO')
    return undoPlan(context, operations, now)
  }
  return undoWritten(await write(context, { kind: 'undo', options, plan, result: undoWritten }))
}

async function undoPlan(
  context: Context,
  operations: readonly OperationWithEvents[],
  now: string,
): Promise<Plan> {
  const reverts = operations.map(({ id }) => id)
  return {
    edits: await invertFresh(context, operations, now),
    marks: reverts.map((operationId) => ({ operationId, from: null, to: thisOperation })),
    reverts,
  }
}

/** What an explicit undo takes back: of a redo, the operations that the redo brought back. */
async function baseOperations(
  { store, scope }: Context,
  operation: OperationWithEvents,
): Promise<readonly OperationWithEvents[]> {
  if (operation.revertedBy !== null) throw new TodoError('ALREADY_UNDONE')
  if (operation.kind !== 'redo') return [operation]
  const [undoId] = operation.reverts
  const undone = undoId ? await store.operation(scope, undoId) : null
  const bases = await Promise.all((undone?.reverts ?? []).map((id) => store.operation(scope, id)))
  const present = bases.filter((base) => base !== null)
  if (present.some((base) => base.revertedBy !== null)) throw new TodoError('ALREADY_UNDONE')
  return present
}

/** A purge must not end undo for good: what touched a purged task is passed over, and what came before is next. */
async function latestUndoable({ store, scope }: Context): Promise<OperationWithEvents | null> {
  const latest = await store.latest(scope, 'undo')
  if (!latest || isUndoable(latest)) return latest
  const request = { taskId: null, actor: null, client: null, from: null, to: null, limit: historyPage }
  for (let beforeSeq = latest.firstSeq; ; ) {
    const page = await store.history(scope, { ...request, beforeSeq })
    const operation = page.find(isUndoable)
    const last = page.at(-1)
    if (operation || page.length < historyPage || !last) return operation ?? null
    beforeSeq = last.firstSeq
  }
}

async function matching({ store, scope }: Context, input: BulkUndoInput): Promise<OperationWithEvents[]> {
  const found: OperationWithEvents[] = []
  let beforeSeq: number | null = null
  for (;;) {
    const page: OperationWithEvents[] = await store.history(scope, {
      taskId: null,
      actor: input.actor ?? null,
      client: input.client ?? null,
      from: input.from,
      to: input.to ?? null,
      beforeSeq,
      limit: historyPage,
    })
    found.push(...page.filter(isUndoable))
    if (page.length < historyPage) return found
    beforeSeq = page.at(-1)?.firstSeq ?? null
  }
}

const passedOver: readonly OperationKind[] = ['undo', 'redo', 'purge']

/** Whether undo without an id may choose the operation: one that touched a task purged since it may not. */
export function isUndoable({ revertedBy, imported, kind, events }: OperationWithEvents): boolean {
  const stands = revertedBy === null && !imported && !passedOver.includes(kind)
  return stands && events.every(({ task }) => task !== null)
}
