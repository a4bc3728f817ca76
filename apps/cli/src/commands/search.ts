import { defineCommand } from '../command.ts'
import { UsageError } from '../errors.ts'
import { printListing, queryListing } from '../listing.ts'
import type { Session } from '../session.ts'
import { filterFlags, filterQuery, type ListOptions, parseFilter } from './list.ts'

export type SearchOptions = ListOptions & { words: string }

/** Lists the tasks in which every word begins a word, the best hits first. */
export async function runSearch(options: SearchOptions, session: Session): Promise<number> {
  const query = { ...filterQuery(options), status: options.status ?? 'all', q: options.words }
  const listing = queryListing(await session.connect(), query)
  await printListing(session, listing, { ...options, command: `search ${options.words}` })
  return 0
}

export const searchCommand = defineCommand<SearchOptions>({
  name: 'search',
  aliases: ['find'],
  group: 'Tasks',
  summary: 'Find tasks by words in title, description or tags',
  usage: ['search WORDS… [OPTIONS]'],
  details: [
    'A task is found where each of the words begins one of its own; case and accents do not count. Done tasks are found too.',
  ],
  flags: filterFlags,
  positional: 'words',
  printsData: true,
  examples: [
    ['search milk', ''],
    ['search call mo --status open', 'finds "Call mom"'],
  ],
  parse: (args) => {
    const words = args.positionals.join(' ')
    if (words.trim() === '') throw new UsageError('What to look for?', 'For example: todo search milk')
    return { words, ...parseFilter(args), output: args.output }
  },
  run: runSearch,
})
