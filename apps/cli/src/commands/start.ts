import { defineCommand } from '../command.ts'
import { parseSelection, select } from '../ids.ts'
import { changeEach } from '../many.ts'
import type { Session } from '../session.ts'
import type { SelectionOptions } from './done.ts'

/** Marks tasks as in progress. */
export async function runStart(options: SelectionOptions, session: Session): Promise<number> {
  const connection = await session.connect()
  const selected = await select(connection, options.selection)
  return changeEach(
    session,
    connection,
    { ...options, selected },
    {
      command: (ref) => ({ op: 'update', ref, status: 'in_progress' }),
      sentence: ({ number }) => `Marked task #${number} as in progress.`,
    },
  )
}

export const startCommand = defineCommand<SelectionOptions>({
  name: 'start',
  group: 'Tasks',
  summary: 'Mark tasks as in progress',
  usage: ['start ID…'],
  flags: [],
  positional: 'id',
  printsData: true,
  examples: [['start 3', '']],
  parse: (args) => ({ selection: parseSelection(args.positionals, 'start'), output: args.output }),
  run: runStart,
})
