import type { Context, WriteOptions } from '../context.ts'
import { TodoError } from '../errors.ts'
import { write } from '../write.ts'
import type { Command } from './command.ts'
import { type Decision, decide } from './decide.ts'
import type { Task, TaskRef } from './task.ts'

export type TaskWritten = {
  /** `null` where nothing was to be changed. */
  operationId: string | null
  task: Task
  replayed: boolean
}

/** Carries out one command as one operation. */
export async function changeTask(
  context: Context,
  command: Exclude<Command, { op: 'purge' }>,
  options: WriteOptions,
): Promise<TaskWritten> {
  let unchanged: Task | undefined
  const written = await write(context, command.op, options, async (now) => {
    const tasks = command.op === 'create' ? [] : await context.store.load(context.scope, [command.ref])
    const decision = decide([command], tasks, { now, uuid: context.ids.uuid })
    refuseOtherVersion(tasks[0], options)
    unchanged = tasks[0]
    return decision.edits.length > 0 ? decision : null
  })
  const task = written ? written.tasks[0] : unchanged
  if (!task) throw new TodoError('TASK_NOT_FOUND')
  return { operationId: written?.operationId ?? null, task, replayed: written?.replayed ?? false }
}

function refuseOtherVersion(task: Task | undefined, { ifVersion }: WriteOptions): void {
  if (ifVersion !== undefined && task && task.version !== ifVersion)
    throw new TodoError('PRECONDITION_FAILED')
}

/** The tasks that commands name. */
export function refsOf(commands: readonly Command[]): TaskRef[] {
  return commands.flatMap((command) => (command.op === 'create' ? [] : [command.ref]))
}

/** The task that each command left, once the edits are written. */
export function resultsOf(decision: Decision, written: readonly (Task | null)[]): (Task | null)[] {
  return decision.results.map((result) => ('task' in result ? result.task : (written[result.edit] ?? null)))
}
