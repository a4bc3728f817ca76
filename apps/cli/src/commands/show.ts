import { type Task, type TaskRef, TodoError, taskToWire } from '@todo/core'
import { printAnswer, taskAnswer } from '../answer.ts'
import { defineCommand, type OutputMode } from '../command.ts'
import { exitCodes } from '../errors.ts'
import { reportMissing } from '../failure.ts'
import { taskDetails } from '../format/task-details.ts'
import { isPossible, parseSelection, type Selection, select } from '../ids.ts'
import type { Session } from '../session.ts'

export type ShowOptions = { selection: Selection; output: OutputMode }

/** Shows all that is known of tasks. */
export async function runShow({ selection, output }: ShowOptions, session: Session): Promise<number> {
  const connection = await session.connect()
  const tasks: Task[] = []
  let missing = false
  for (const { ref, named } of await select(connection, selection)) {
    const task = isPossible(ref) ? await find(connection.service.get, ref) : null
    if (task) tasks.push(task)
    else if (named) missing = true
    if (!task && named) await reportMissing(session, output, ref)
  }
  const [only] = tasks
  if (selection.single && only) {
    await printAnswer(session, output, taskAnswer(only, taskDetails(session, only)))
  } else if (!selection.single) {
    const wire = tasks.map(taskToWire)
    const text = tasks.flatMap((task, index) => [...(index > 0 ? [''] : []), ...taskDetails(session, task)])
    await printAnswer(session, output, { json: { tasks: wire, total: wire.length }, ndjson: wire, text })
  }
  return missing || tasks.length === 0 ? exitCodes.failed : exitCodes.ok
}

async function find(get: (ref: TaskRef) => Promise<Task>, ref: TaskRef): Promise<Task | null> {
  try {
    return await get(ref)
  } catch (error) {
    if (error instanceof TodoError && error.code === 'TASK_NOT_FOUND') return null
    throw error
  }
}

export const showCommand = defineCommand<ShowOptions>({
  name: 'show',
  group: 'Tasks',
  summary: 'Show all about a task',
  usage: ['show ID…'],
  flags: [],
  positional: 'id',
  printsData: true,
  examples: [['show 3', '']],
  parse: (args) => ({ selection: parseSelection(args.positionals, 'show'), output: args.output }),
  run: runShow,
})
