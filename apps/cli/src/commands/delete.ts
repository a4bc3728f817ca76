import { defineCommand } from '../command.ts'
import { exitCodes, UsageError } from '../errors.ts'
import { countOf } from '../format/text.ts'
import { parseSelection, select, selectedCountMax } from '../ids.ts'
import { changeEach } from '../many.ts'
import type { Session } from '../session.ts'
import type { SelectionOptions } from './done.ts'

export type DeleteOptions = SelectionOptions & { yes: boolean }

/** More tasks than this are not deleted by a slip of the finger. */
const unaskedMax = 10

/** Moves tasks to the trash. */
export async function runDelete(options: DeleteOptions, session: Session): Promise<number> {
  const connection = await session.connect()
  const { selection, output } = options
  const selected = await select(connection, selection, { existing: selectedCountMax(selection) > unaskedMax })
  if (selected.length > unaskedMax && !options.yes && !(await confirmed(session, selected.length))) {
    await session.io.stderr.write('Nothing was deleted.\n')
    return exitCodes.failed
  }
  return changeEach(
    session,
    connection,
    { selected, selection, output },
    {
      command: (ref) => ({ op: 'delete', ref }),
      sentence: ({ number }) => `Deleted task #${number}.`,
      answer: ({ number }) => ({ json: { message: 'Task deleted' }, text: [`Deleted task #${number}.`] }),
    },
  )
}

/** Asks on a terminal. Throws `UsageError` where nobody can answer. */
export async function confirmed(session: Session, count: number, verb = 'Delete'): Promise<boolean> {
  const what = countOf(count, 'task')
  if (!session.io.stdin.isTerminal) {
    throw new UsageError(`${verb} ${what}? Nobody can answer here.`, 'To do it without being asked: --yes')
  }
  const answer = await session.io.terminal.ask(`${verb} ${what}? [y/N] `)
  return /^y(es)?$/i.test(answer?.trim() ?? '')
}

export const deleteCommand = defineCommand<DeleteOptions>({
  name: 'delete',
  aliases: ['rm'],
  group: 'Tasks',
  summary: 'Move tasks to the trash',
  usage: ['delete ID… [--yes]'],
  details: [
    'What is deleted is kept in the trash: todo restore ID takes it out again, and todo undo takes the whole deletion back. More than ten tasks are deleted only after a question, or with --yes.',
  ],
  flags: [{ name: 'yes', short: 'y', summary: 'Do not ask' }],
  positional: 'id',
  printsData: true,
  examples: [
    ['delete 3', ''],
    ['delete 1-20 --yes', ''],
  ],
  parse: (args) => ({
    selection: parseSelection(args.positionals, 'delete'),
    yes: args.has('yes'),
    output: args.output,
  }),
  run: runDelete,
})
