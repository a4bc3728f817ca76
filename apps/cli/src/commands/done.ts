import { defineCommand, type OutputMode } from '../command.ts'
import { parseSelection, type Selection, select } from '../ids.ts'
import { changeEach } from '../many.ts'
import type { Session } from '../session.ts'

export type SelectionOptions = { selection: Selection; output: OutputMode }

/** Marks tasks as done. What is done already stays so, and is told in the same sentence. */
export async function runDone(options: SelectionOptions, session: Session): Promise<number> {
  const connection = await session.connect()
  const selected = await select(connection, options.selection)
  return changeEach(
    session,
    connection,
    { ...options, selected },
    {
      command: (ref) => ({ op: 'complete', ref }),
      sentence: ({ number }) => `Marked task #${number} as done.`,
    },
  )
}

export const doneCommand = defineCommand<SelectionOptions>({
  name: 'done',
  aliases: ['complete', 'do'],
  group: 'Tasks',
  summary: 'Mark tasks as done',
  usage: ['done ID…'],
  details: ['Several numbers and ranges are one operation, which one todo undo takes back.'],
  flags: [],
  positional: 'id',
  printsData: true,
  examples: [
    ['done 3', ''],
    ['done 3 5-7', 'tasks 3, 5, 6 and 7'],
  ],
  parse: (args) => ({ selection: parseSelection(args.positionals, 'done'), output: args.output }),
  run: runDone,
})
