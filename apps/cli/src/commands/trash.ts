import { printAnswer } from '../answer.ts'
import { defineCommand, type OutputMode } from '../command.ts'
import { exitCodes, UsageError } from '../errors.ts'
import { limitFlag, parseLimit } from '../fields.ts'
import { countOf } from '../format/text.ts'
import { printListing, queryListing } from '../listing.ts'
import type { Session } from '../session.ts'
import { confirmed } from './delete.ts'

export type TrashOptions = { empty: boolean; yes: boolean; limit: number | null; output: OutputMode }

/** Lists what is in the trash, or ends it for good. */
export async function runTrash(options: TrashOptions, session: Session): Promise<number> {
  const connection = await session.connect()
  const listing = queryListing(connection, { trash: true, sort: 'updated_at' })
  if (!options.empty) {
    await printListing(session, listing, { ...options, command: 'trash' })
    return exitCodes.ok
  }
  const { total } = await connection.service.list({ trash: true, limit: 1 })
  if (total > 0 && !options.yes && !(await confirmed(session, total, 'Remove for good'))) {
    await session.io.stderr.write('Nothing was removed.\n')
    return exitCodes.failed
  }
  const { purged } = await connection.service.purge('all')
  const message = purged === 0 ? 'The trash is empty.' : `Removed ${countOf(purged, 'task')} for good.`
  await printAnswer(session, options.output, { json: { message }, text: [message] })
  return exitCodes.ok
}

export const trashCommand = defineCommand<TrashOptions>({
  name: 'trash',
  group: 'Going back',
  summary: 'List what was deleted, or empty the trash',
  usage: ['trash [--limit N]', 'trash empty [--yes]'],
  details: ['Emptying the trash cannot be undone, so it asks first.'],
  flags: [limitFlag, { name: 'yes', short: 'y', summary: 'Empty it without asking' }],
  positional: 'nothing',
  printsData: true,
  examples: [
    ['trash', ''],
    ['trash empty', ''],
  ],
  parse: (args) => {
    const [word, more] = args.positionals
    if (more !== undefined || (word !== undefined && word !== 'empty')) {
      throw new UsageError(`"${more ?? word}" is one word too many.`, 'Use: todo trash, or todo trash empty')
    }
    return {
      empty: word === 'empty',
      yes: args.has('yes'),
      limit: parseLimit(args),
      output: args.output,
    }
  },
  run: runTrash,
})
