import type { Context, WriteOptions } from '../context.ts'
import { TodoError } from '../errors.ts'
import { type Plan, type Written, write } from '../write.ts'
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
  options: WriteOptions<TaskWritten>,
): Promise<TaskWritten> {
  let unchanged: Task | undefined
  const plan = async (now: string): Promise<Plan | null> => {
    const tasks = command.op === 'create' ? [] : await context.store.load(context.scope, [command.ref])
    const decision = decide([command], tasks, { now, uuid: context.ids.uuid })
    refuseOtherVersion(tasks[0], options)
    unchanged = tasks[0]
    return decision.edits.length > 0 ? decision : null
  }
  const written = await write(context, { kind: command.op, options, plan, result: taskWritten })
  return taskWritten(written.operationId === null ? { ...written, tasks: [unchanged ?? null] } : written)
}

/** A task that was purged since is not to be told any more. */
function taskWritten({ operationId, tasks, replayed }: Written): TaskWritten {
  const [task] = tasks
  if (!task) throw new TodoError('TASK_NOT_FOUND')
  return { operationId, task, replayed }
}

/** Throws `PRECONDITION_FAILED` where the task has another version than is asked for. */
export function refuseOtherVersion(
  task: Task | undefined,
  { ifVersion }: Pick<WriteOptions, 'ifVersion'>,
): void {
  if (ifVersion === undefined || !task || [ifVersion].flat().includes(task.version)) return
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
