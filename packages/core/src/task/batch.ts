import type { Context, WriteOptions } from '../context.ts'
import { TodoError } from '../errors.ts'
import { write } from '../write.ts'
import { refsOf, resultsOf } from './change-task.ts'
import type { BatchCommand } from './command.ts'
import { type Decision, decide } from './decide.ts'
import type { Task } from './task.ts'

export type BatchWritten = {
  /** `null` where nothing was to be changed. */
  operationId: string | null
  /** The task that each command left, in the order of the commands. */
  tasks: readonly Task[]
  replayed: boolean
}

/**
 * Carries out several commands as one operation, all or nothing. A missing task or a bad field is refused
 * with issues whose paths begin with `operations.INDEX.`.
 */
export async function batchTasks(
  context: Context,
  commands: readonly BatchCommand[],
  options: WriteOptions = {},
): Promise<BatchWritten> {
  if (commands.length === 0) {
    throw new TodoError('VALIDATION_FAILED', {
      issues: [{ path: 'operations', message: 'Name at least one operation' }],
    })
  }
  let decision: Decision | undefined
  const written = await write(context, 'batch', options, async (now) => {
    const tasks = await context.store.load(context.scope, refsOf(commands))
    decision = decide(commands, tasks, { now, uuid: context.ids.uuid }, true)
    return decision.edits.length > 0 ? decision : null
  })
  const results =
    written?.replayed || !decision ? (written?.tasks ?? []) : resultsOf(decision, written?.tasks ?? [])
  return {
    operationId: written?.operationId ?? null,
    tasks: results.filter((task) => task !== null),
    replayed: written?.replayed ?? false,
  }
}
