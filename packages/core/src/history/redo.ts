import type { Context, WriteOptions } from '../context.ts'
import { TodoError } from '../errors.ts'
import { type Plan, thisOperation, write } from '../write.ts'
import { invertFresh } from './invert-fresh.ts'
import type { OperationWithEvents } from './operation.ts'
import { type UndoInput, type UndoWritten, undoWritten } from './undo-written.ts'

/**
 * Takes back the latest undo that still stands, or the undo named. A new change since then ends redo without
 * an id. Throws `NOTHING_TO_REDO`, `UNDO_CONFLICT`, `NOT_REVERSIBLE`.
 */
export async function redo(
  context: Context,
  input: UndoInput = {},
  options: WriteOptions<UndoWritten> = {},
): Promise<UndoWritten> {
  const { store, scope } = context
  const plan = async (now: string): Promise<Plan> => {
    const operation = input.operationId
      ? await store.operation(scope, input.operationId)
      : await store.latest(scope, 'redo')
    if (operation?.kind !== 'undo') throw new TodoError('NOTHING_TO_REDO')
    return redoPlan(context, operation, now)
  }
  return undoWritten(await write(context, { kind: 'redo', options, plan, result: undoWritten }))
}

/** Takes an undo back: it is marked as reverted, and what it had reverted stands again. */
export async function redoPlan(context: Context, operation: OperationWithEvents, now: string): Promise<Plan> {
  if (operation.revertedBy !== null) throw new TodoError('NOTHING_TO_REDO')
  return {
    edits: await invertFresh(context, [operation], now),
    marks: [
      { operationId: operation.id, from: null, to: thisOperation },
      ...operation.reverts.map((operationId) => ({ operationId, from: operation.id, to: null })),
    ],
    reverts: [operation.id],
  }
}
