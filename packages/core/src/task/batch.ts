import type { Context, WriteOptions } from '../context.ts'
import { TodoError } from '../errors.ts'
import { type Plan, type Written, write } from '../write.ts'
import { refsOf, resultsOf } from './change-task.ts'
import type { BatchCommand } from './command.ts'
import { type Decision, decide, existingIssue } from './decide.ts'
import type { Task, TaskRef } from './task.ts'

export type BatchWritten = {
  /** `null` where nothing was to be changed. */
  operationId: string | null
  /** The task that each command left, in the order of the commands. */
  tasks: readonly Task[]
  replayed: boolean
}

/**
 * Carries out several commands as one operation, all or nothing. A missing task, an id that is taken or a bad
 * field is refused with issues whose paths begin with `operations.INDEX.`.
 */
export async function batchTasks(
  context: Context,
  commands: readonly BatchCommand[],
  options: WriteOptions<BatchWritten> = {},
): Promise<BatchWritten> {
  if (commands.length === 0) {
    throw new TodoError('VALIDATION_FAILED', {
      issues: [{ path: 'operations', message: 'Name at least one operation' }],
    })
  }
  let decision: Decision | undefined
  const plan = async (now: string): Promise<Plan | null> => {
    const tasks = await context.store.load(context.scope, refsOf(commands))
    decision = decide(commands, tasks, { now, uuid: context.ids.uuid }, true)
    return decision.edits.length > 0 ? decision : null
  }
  const result = ({ operationId, tasks, replayed }: Written): BatchWritten => {
    const left = decision ? resultsOf(decision, tasks) : []
    return { operationId, tasks: left.filter((task) => task !== null), replayed }
  }
  const onTaskExists = (ids: readonly string[]): never => refuseExisting(commands, ids)
  const written = await write(context, { kind: 'batch', options, plan, result, onTaskExists })
  if (!written.replayed) return result(written)
  const { operationId, replayed } = written
  const tasks = await repeated(context, commands, written.tasks)
  return { operationId, tasks: tasks.filter((task) => task !== null), replayed }
}

/** Names the commands whose new tasks have ids that are taken. */
function refuseExisting(commands: readonly BatchCommand[], ids: readonly string[]): never {
  const issues = commands.flatMap((command, index) =>
    command.op === 'create' && command.id !== undefined && ids.includes(command.id)
      ? [existingIssue(`operations.${index}.`)]
      : [],
  )
  throw new TodoError('ALREADY_EXISTS', { issues })
}

/**
 * The answer of a repeat, command by command, from the tasks that the first write left. New tasks stand there in
 * the order of their commands; a task that was left alone is as it is now.
 */
async function repeated(
  context: Context,
  commands: readonly BatchCommand[],
  left: readonly (Task | null)[],
): Promise<(Task | null)[]> {
  const alone = await context.store.load(context.scope, refsOf(commands))
  const tasks = [...left.filter((task) => task !== null), ...alone]
  const find = (ref: TaskRef): Task | null =>
    tasks.find(({ id, number }) => id === ref || number === ref) ?? null
  const named = new Set(commands.flatMap((command) => (command.op === 'create' ? (command.id ?? []) : [])))
  const made = left.filter((task) => task?.version === 1 && !named.has(task.id))
  return commands.map((command) => {
    if (command.op !== 'create') return find(command.ref)
    return command.id === undefined ? (made.shift() ?? null) : find(command.id)
  })
}
