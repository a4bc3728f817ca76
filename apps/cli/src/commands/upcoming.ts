import { defineCommand, type OutputMode } from '../command.ts'
import { limitFlag, parseLimit, refusePositionals } from '../fields.ts'
import { printListing, queryListing } from '../listing.ts'
import type { Session } from '../session.ts'

export type UpcomingOptions = { limit: number | null; output: OutputMode }

/** Lists open tasks due after today, the nearest first. */
export async function runUpcoming(options: UpcomingOptions, session: Session): Promise<number> {
  const listing = queryListing(await session.connect(), {
    status: 'open',
    sort: 'due_date',
    dueAfter: session.today(),
  })
  await printListing(session, listing, { ...options, command: 'upcoming' })
  return 0
}

export const upcomingCommand = defineCommand<UpcomingOptions>({
  name: 'upcoming',
  group: 'Tasks',
  summary: 'List what is due from tomorrow on',
  usage: ['upcoming [--limit N]'],
  flags: [limitFlag],
  positional: 'nothing',
  printsData: true,
  examples: [['upcoming', '']],
  parse: (args) => {
    refusePositionals(args)
    return { limit: parseLimit(args), output: args.output }
  },
  run: runUpcoming,
})
