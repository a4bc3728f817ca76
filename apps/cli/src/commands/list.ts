import type { ListQuery, StatusFilter, TaskPriority } from '@todo/core'
import { defineCommand, type Flag, type OutputMode, type ParsedArgs } from '../command.ts'
import { UsageError } from '../errors.ts'
import {
  limitFlag,
  oneOf,
  parseLimit,
  parsePriority,
  parseTags,
  priorityFlag,
  refusePositionals,
} from '../fields.ts'
import { openAndDoneToday, printListing, queryListing } from '../listing.ts'
import type { Session } from '../session.ts'

export type ListOptions = {
  /** `null` for open tasks and those done today. */
  status: StatusFilter | null
  priority: TaskPriority | null
  tags: readonly string[]
  limit: number | null
  output: OutputMode
}

const statuses = ['pending', 'in_progress', 'done', 'open', 'all'] as const
const isStatusFilter = (value: unknown): value is StatusFilter => statuses.some((status) => status === value)

export const filterFlags: readonly Flag[] = [
  { name: 'status', value: 'STATUS', summary: 'pending, in_progress, done, open or all', suggests: 'status' },
  priorityFlag,
  {
    name: 'tag',
    value: 'TAG',
    repeatable: true,
    summary: 'Only with this tag; may be repeated',
    suggests: 'tag',
  },
  limitFlag,
]

/** The flags of {@link filterFlags}. Throws `UsageError`. */
export function parseFilter(args: ParsedArgs): Omit<ListOptions, 'output'> {
  const status = args.text('status')?.replaceAll('-', '_')
  return {
    status: status === undefined ? null : oneOf('--status', status, statuses, isStatusFilter),
    priority: parsePriority(args),
    tags: parseTags(args.texts('tag')),
    limit: parseLimit(args),
  }
}

export function filterQuery({ priority, tags }: Pick<ListOptions, 'priority' | 'tags'>): ListQuery {
  return { ...(priority && { priority }), ...(tags.length > 0 && { tags }) }
}

function parse(args: ParsedArgs): ListOptions {
  refusePositionals(args, `To find tasks by words: todo search ${args.positionals.join(' ')}`)
  const filter = parseFilter(args)
  if (!args.has('all')) return { ...filter, output: args.output }
  if (filter.status !== null && filter.status !== 'all') throw new UsageError('Use either --all or --status.')
  return { ...filter, status: 'all', output: args.output }
}

/** Lists tasks by number. */
export async function runList(options: ListOptions, session: Session): Promise<number> {
  const connection = await session.connect()
  const query = filterQuery(options)
  const listing =
    options.status === null
      ? openAndDoneToday(session, connection, query)
      : queryListing(connection, { ...query, status: options.status, sort: 'number' })
  const flags = [
    options.status && (options.status === 'all' ? ' --all' : ` --status ${options.status}`),
    options.priority && ` --priority ${options.priority}`,
    ...options.tags.map((tag) => ` --tag ${tag}`),
  ]
  await printListing(session, listing, {
    ...options,
    command: `list${flags.map((flag) => flag ?? '').join('')}`,
  })
  return 0
}

export const listCommand = defineCommand<ListOptions>({
  name: 'list',
  aliases: ['ls'],
  group: 'Tasks',
  summary: 'List open tasks and what was done today',
  usage: ['list [OPTIONS]'],
  details: [
    'Open tasks come by number, below them what was done today. A terminal shows 50; a pipe or a file gets everything.',
  ],
  flags: [{ name: 'all', summary: 'Done tasks too, of any day' }, ...filterFlags],
  positional: 'nothing',
  printsData: true,
  examples: [
    ['list', ''],
    ['list --tag home --priority high', 'only these'],
    ['list --status done --limit 10', ''],
    ['list --json | jq .total', ''],
  ],
  parse,
  run: runList,
})
