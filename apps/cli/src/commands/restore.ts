import { defineCommand } from '../command.ts'
import { parseSelection, select } from '../ids.ts'
import { changeEach } from '../many.ts'
import type { Session } from '../session.ts'
import type { SelectionOptions } from './done.ts'

/** Takes tasks out of the trash. */
export async function runRestore(options: SelectionOptions, session: Session): Promise<number> {
  const connection = await session.connect()
  // A range means what is in the trash: a task outside it is none of its business.
  const selected = await select(connection, options.selection, { existing: true, trash: true })
  return changeEach(
    session,
    connection,
    { ...options, selected },
    {
      command: (ref) => ({ op: 'restore', ref }),
      sentence: ({ number }) => `Restored task #${number}.`,
    },
  )
}

export const restoreCommand = defineCommand<SelectionOptions>({
  name: 'restore',
  group: 'Going back',
  summary: 'Take tasks out of the trash',
  usage: ['restore ID…'],
  details: ['todo trash shows what is there.'],
  flags: [],
  positional: 'trash-id',
  printsData: true,
  examples: [['restore 3', '']],
  parse: (args) => ({ selection: parseSelection(args.positionals, 'restore'), output: args.output }),
  run: runRestore,
})
