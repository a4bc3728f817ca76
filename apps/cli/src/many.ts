import {
  type BatchCommand,
  type BatchWritten,
  type Task,
  type TaskRef,
  type TaskService,
  type TaskWritten,
  TodoError,
  taskToWire,
} from '@todo/core'
import { type Answer, printAnswer, taskAnswer } from './answer.ts'
import type { OutputMode } from './command.ts'
import type { Connection } from './connection/connection.ts'
import { exitCodes } from './errors.ts'
import { reportMissing } from './failure.ts'
import { isPossible, type Selected, type Selection } from './ids.ts'
import type { Session } from './session.ts'

export type EachCommand = Exclude<BatchCommand, { op: 'create' }>

/** What a command does to each task of a selection. */
export type ChangeEach = {
  command(ref: TaskRef): EachCommand
  sentence(task: Task): string
  /** The answer where one task was named; `{ task }` without it. */
  answer?(task: Task): Answer
}

/**
 * Changes the tasks as one operation. Those named that are not there are told on stderr, and the others are
 * changed all the same. Ends with the exit code.
 */
export async function changeEach(
  session: Session,
  connection: Connection,
  options: { selected: readonly Selected[]; selection: Selection; output: OutputMode },
  change: ChangeEach,
): Promise<number> {
  const { output, selection } = options
  const { done, missing, written } = await changeExisting(connection, options.selected, change)
  const [only] = written?.tasks ?? []
  if (selection.single && only) {
    await printAnswer(session, output, change.answer?.(only) ?? taskAnswer(only, [change.sentence(only)]))
  } else if (written) {
    const tasks = written.tasks.map(taskToWire)
    const results = tasks.map((task, index) => ({ op: done[index]?.op, task }))
    const text = written.tasks.map(change.sentence)
    await printAnswer(session, output, {
      json: { operation_id: written.operationId, results },
      ndjson: tasks,
      text,
    })
  }
  for (const { ref, named } of missing) if (named) await reportMissing(session, output, ref)
  if (!written && !missing.some(({ named }) => named)) {
    await session.io.stderr.write('No tasks found.\n')
    return exitCodes.failed
  }
  return missing.some(({ named }) => named) ? exitCodes.failed : exitCodes.ok
}

type Existing = { done: readonly BatchCommand[]; missing: readonly Selected[]; written: BatchWritten | null }

/** One batch, without the tasks that are missing: the refusal names all of them at once. */
async function changeExisting(
  { service }: Connection,
  selected: readonly Selected[],
  change: ChangeEach,
): Promise<Existing> {
  let wanted = selected.filter(({ ref }) => isPossible(ref))
  const missing = selected.filter(({ ref }) => !isPossible(ref))
  while (wanted.length > 0) {
    const commands = wanted.map(({ ref }) => change.command(ref))
    try {
      const written = await one(service, commands)
      return { done: commands, missing, written }
    } catch (error) {
      const gone = missingIn(error, wanted)
      if (gone.length === 0) throw error
      missing.push(...gone)
      wanted = wanted.filter((each) => !gone.includes(each))
    }
  }
  return { done: [], missing, written: null }
}

/** A single command goes by its own verb, so that history names it by that. */
async function one(service: TaskService, commands: readonly EachCommand[]): Promise<BatchWritten> {
  const [command] = commands
  if (!command || commands.length > 1) return service.batch(commands)
  const { task, ...written } = await single(service, command)
  return { ...written, tasks: [task] }
}

function single(service: TaskService, command: EachCommand): Promise<TaskWritten> {
  switch (command.op) {
    case 'update': {
      const { op: _op, ref, ...input } = command
      return service.update(ref, input)
    }
    case 'complete':
      return service.complete(command.ref)
    case 'reopen':
      return service.reopen(command.ref)
    case 'delete':
      return service.delete(command.ref)
    default:
      return service.restore(command.ref)
  }
}

/** The tasks that a refusal names as missing. */
function missingIn(error: unknown, wanted: readonly Selected[]): Selected[] {
  if (!(error instanceof TodoError) || error.code !== 'TASK_NOT_FOUND') return []
  if (wanted.length === 1) return [...wanted]
  return error.issues.flatMap(({ path }) => {
    const index = /^operations\.(\d+)\./.exec(path)?.[1]
    return (index !== undefined && wanted[Number(index)]) || []
  })
}
