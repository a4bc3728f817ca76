import type { Context, WriteOptions } from './context.ts'
import { timeOf } from './context.ts'
import { TodoError } from './errors.ts'
import { openTasks } from './history/answer.ts'
import type { Change, ImportedOperation, KeptAnswer, OperationMark, TaskEdit } from './history/change.ts'
import type { OperationKind, OperationWithEvents } from './history/operation.ts'
import { createKeyedLock } from './keyed-lock.ts'
import { isUuid, type Task } from './task/task.ts'

/** How often a verb loads and decides again when other writers were faster. */
const attemptsMax = 5

/**
 * A plan throws it where it found its rows at odds because another writer came between two of its reads: it is
 * made again, on fresh rows.
 */
export class StalePlan extends Error {}

/** What a verb decided, before the operation around it is made. */
export type Plan = {
  edits: readonly TaskEdit[]
  marks?: readonly OperationMark[]
  reverts?: readonly string[]
  importedHistory?: readonly ImportedOperation[]
}

export type Written = {
  /** `null`: nothing was to be changed, and no operation is recorded. */
  operationId: string | null
  /** The state after of each edit, in order; of a repeat, the state that the first write left. */
  tasks: readonly (Task | null)[]
  reverts: readonly string[]
  /** The operation was made before, and this call changed nothing. */
  replayed: boolean
}

export type Writing<Result> = {
  kind: OperationKind
  options: WriteOptions<Result>
  /** Runs again, on fresh rows, when other writers changed them meanwhile; `null`: nothing is to be changed. */
  plan(now: string): Promise<Plan | null>
  /** What the verb returns for what this call wrote. */
  result(written: Written): Result
  /** Lets an import choose other ids. */
  onTaskExists?(ids: readonly string[]): void
}

const nothing: Written = { operationId: null, tasks: [], reverts: [], replayed: false }

/** Writers of a space that others were faster than, one after the other: all at once they would only delay each other. */
const inTurn = createKeyedLock()

/** Decides and commits one operation. Throws what `plan` throws, and `WRITE_CONTENTION`. */
export async function write<Result>(context: Context, writing: Writing<Result>): Promise<Written> {
  const operationId = checkedId(writing.options.operationId) ?? context.ids.uuid()
  const attempt = (): Promise<Written | null> => writeOnce(context, writing, operationId)
  const written =
    (await attempt()) ?? (await inTurn(context.scope.spaceId, () => repeated(attempt, attemptsMax - 1)))
  if (!written) throw new TodoError('WRITE_CONTENTION')
  return written
}

async function repeated<T>(attempt: () => Promise<T | null>, times: number): Promise<T | null> {
  for (let count = 0; count < times; count += 1) {
    const result = await attempt()
    if (result !== null) return result
  }
  return null
}

/** One attempt; `null` where another writer was faster. */
async function writeOnce<Result>(
  context: Context,
  { kind, options, plan, result, onTaskExists }: Writing<Result>,
  operationId: string,
): Promise<Written | null> {
  const now = timeOf(context)
  const first = async (): Promise<Written | null> =>
    options.operationId ? replay(context, kind, operationId) : null
  let planned: Plan | null
  try {
    planned = await plan(now)
  } catch (error) {
    if (error instanceof StalePlan) return null
    const written = await first()
    if (written) return written
    throw error
  }
  if (!planned) return (await first()) ?? nothing
  const reverts = planned.reverts ?? []
  const answer = answerTo(
    options,
    (tasks) => result({ operationId, tasks, reverts, replayed: false }),
    planned,
  )
  const committed = await context.store.commit(context.scope, {
    ...changeOf(context, kind, operationId, now, planned),
    answer,
  })
  switch (committed.outcome) {
    case 'committed':
      return { operationId, tasks: committed.tasks, reverts, replayed: false }
    case 'operation_exists':
      return (await replay(context, kind, operationId)) ?? nothing
    case 'task_exists': {
      const written = await first()
      if (written) return written
      if (!onTaskExists) throw new TodoError('ALREADY_EXISTS')
      onTaskExists(committed.ids)
      return null
    }
    default:
      return null
  }
}

function checkedId(id: string | undefined): string | undefined {
  if (id !== undefined && !isUuid(id)) {
    throw new TodoError('VALIDATION_FAILED', {
      issues: [{ path: 'operation_id', message: 'An operation id is a lower-case uuid' }],
    })
  }
  return id
}

/** What the request is answered once the plan is carried out, as far as that is known before. */
function answerTo<Result>(
  { request }: WriteOptions<Result>,
  result: (tasks: readonly (Task | null)[]) => Result,
  { edits }: Plan,
): KeptAnswer | null {
  if (!request) return null
  const { key, fingerprint } = request
  return { key, fingerprint, ...request.answer(result(openTasks(edits))) }
}

function changeOf(
  context: Context,
  kind: OperationKind,
  id: string,
  at: string,
  plan: Plan,
): Omit<Change, 'answer'> {
  const { actor, client, correlationId } = context
  const reverts = plan.reverts ?? []
  return {
    operation: { id, kind, actor, client, at, reverts, revertedBy: null, imported: false },
    correlationId,
    edits: plan.edits,
    marks: (plan.marks ?? []).map((mark) => (mark.to === thisOperation ? { ...mark, to: id } : mark)),
    importedHistory: plan.importedHistory ?? [],
  }
}

/** Stands in a mark for the id of the operation that is being made. */
export const thisOperation = 'this-operation'

/** The answer of an operation that is there already, rebuilt from its events; `null` where there is none. */
async function replay(context: Context, kind: OperationKind, id: string): Promise<Written | null> {
  const operation = await context.store.operation(context.scope, id)
  if (!operation) return null
  if (!sameVerb(kind, operation)) throw new TodoError('OPERATION_ID_REUSED')
  return {
    operationId: id,
    tasks: operation.events.map((event) => event.task),
    reverts: operation.reverts,
    replayed: true,
  }
}

/** Undo of an undo is recorded as redo, so the two count as one verb here. */
function sameVerb(kind: OperationKind, operation: OperationWithEvents): boolean {
  const turns: readonly OperationKind[] = ['undo', 'redo']
  return kind === operation.kind || (turns.includes(kind) && turns.includes(operation.kind))
}
