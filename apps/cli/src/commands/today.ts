import { defineCommand, type OutputMode } from '../command.ts'
import type { Connection } from '../connection/connection.ts'
import { addDays } from '../dates.ts'
import { limitFlag, parseLimit, refusePositionals } from '../fields.ts'
import { countOf } from '../format/text.ts'
import { printListing, queryListing } from '../listing.ts'
import type { Session } from '../session.ts'

export type TodayOptions = { limit: number | null; output: OutputMode }

/** Lists open tasks that are overdue or due today, the oldest first. */
export async function runToday(options: TodayOptions, session: Session): Promise<number> {
  const connection = await session.connect()
  const listing = queryListing(connection, {
    status: 'open',
    sort: 'due_date',
    dueBefore: addDays(session.today(), 1),
  })
  const nothing = options.output === 'text' ? await nothingToday(session, connection) : []
  await printListing(session, listing, { ...options, command: 'today', nothing })
  return 0
}

/** What to say when nothing is due, and what to type next. */
async function nothingToday(session: Session, { service }: Connection): Promise<string[]> {
  const todo = session.inShell ? '' : 'todo '
  const { total } = await service.list({ status: 'open', limit: 1 })
  if (total > 0) return [`Nothing is due today. See the ${countOf(total, 'open task')}: ${todo}list`]
  return ['No tasks found.', `Add one: ${todo}add "Call mom tomorrow #family"`]
}

export const todayCommand = defineCommand<TodayOptions>({
  name: 'today',
  group: 'Tasks',
  summary: 'List what is overdue or due today (the same as todo alone)',
  usage: ['today [--limit N]'],
  flags: [limitFlag],
  positional: 'nothing',
  printsData: true,
  examples: [['today', '']],
  parse: (args) => {
    refusePositionals(args)
    return { limit: parseLimit(args), output: args.output }
  },
  run: runToday,
})
