import type { Tool } from '../tools/tool.ts'

/** How many tasks may be changed in one turn before the person is asked. */
export const tasksWithoutApprovalMax = 10

/** How many tasks each call of the turn changes, by the id of the call. Kept with the state of the run. */
export type TurnContext = { touched: Record<string, number> }

/**
 * Whether a call waits for the person's yes: whatever may take tasks off the list, and whatever brings the tasks
 * changed in this turn above ten. It goes by the hints of the tool and by its arguments, whoever the model is and
 * whatever it was told.
 */
export function needsApproval(
  { hints }: Pick<Tool, 'hints'>,
  args: unknown,
  callId: string,
  { touched }: TurnContext,
): boolean {
  if (hints.readOnly) return false
  const operations = operationsOf(args)
  touched[callId] = operations?.length ?? 1
  const total = Object.values(touched).reduce((sum, count) => sum + count, 0)
  return takesAway(hints.destructive, operations) || total > tasksWithoutApprovalMax
}

/** A batch takes away only where one of its operations does; any other destructive tool always does. */
function takesAway(destructive: boolean, operations: readonly unknown[] | null): boolean {
  if (!destructive) return false
  return operations?.every(isHarmless) !== true
}

const harmless = new Set(['create', 'update', 'complete', 'reopen', 'restore'])

function isHarmless(operation: unknown): boolean {
  if (typeof operation !== 'object' || operation === null || !('op' in operation)) return false
  return typeof operation.op === 'string' && harmless.has(operation.op)
}

function operationsOf(args: unknown): readonly unknown[] | null {
  if (typeof args !== 'object' || args === null || !('operations' in args)) return null
  return Array.isArray(args.operations) ? args.operations : null
}
