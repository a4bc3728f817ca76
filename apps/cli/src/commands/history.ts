import {
  type Actor,
  actors,
  type HistoryPage,
  type HistoryQuery,
  type OperationWithEvents,
  operationToWire,
  type TaskRef,
} from '@todo/core'
import { defineCommand, type OutputMode, type ParsedArgs } from '../command.ts'
import type { Connection } from '../connection/connection.ts'
import { formatTimestamp, parseMoment } from '../dates.ts'
import { UsageError } from '../errors.ts'
import { limitFlag, oneOf, operationFlags, parseLimit } from '../fields.ts'
import { toJson } from '../format/json.ts'
import { describeAuthor, describeOperation, shortId } from '../format/operation.ts'
import type { StyleName } from '../format/style.ts'
import { type Column, layTable, type Row } from '../format/table.ts'
import { measureFor } from '../format/width.ts'
import { parseRef } from '../ids.ts'
import type { Session } from '../session.ts'

export type HistoryOptions = {
  task: TaskRef | null
  actor: Actor | null
  client: string | null
  since: string | null
  limit: number | null
  output: OutputMode
}

const isActor = (value: unknown): value is Actor => actors.some((actor) => actor === value)
const terminalLimit = 50
const pageSizeMax = 100

const columns: readonly Column[] = [
  { header: 'When' },
  { header: 'What', flexible: true },
  { header: 'By', dropRank: 2 },
  { header: 'Operation', dropRank: 1 },
]

function parse(args: ParsedArgs): HistoryOptions {
  const [task, more] = args.positionals
  if (more !== undefined) throw new UsageError(`"${more}" is one word too many.`, 'Use: todo history ID')
  const actor = args.text('actor')
  return {
    task: task === undefined ? null : parseRef(task),
    actor: actor === undefined ? null : oneOf('--actor', actor, actors, isActor),
    client: args.text('client') ?? null,
    since: args.text('since') ?? null,
    limit: parseLimit(args),
    output: args.output,
  }
}

/** Lists what was changed, the latest first. */
export async function runHistory(options: HistoryOptions, session: Session): Promise<number> {
  const { stdout } = session.io
  const connection = await session.connect()
  const limit = options.limit ?? (options.output === 'text' && stdout.isTerminal ? terminalLimit : null)
  const query: HistoryQuery = {
    ...(options.task !== null && { task: options.task }),
    ...(options.actor && { actor: options.actor }),
    ...(options.client && { client: options.client }),
    ...(options.since !== null && { from: parseMoment(options.since, session.io.now(), '--since') }),
  }
  let count = 0
  let rest: string | null = null
  for await (const { operations, nextCursor } of pages(connection, query, limit)) {
    rest = nextCursor
    if (operations.length > 0)
      await stdout.write(await render(session, options.output, operations, count === 0))
    count += operations.length
  }
  await stdout.write(ending(session, options, count, rest))
  return 0
}

async function* pages(
  { service }: Connection,
  query: HistoryQuery,
  limit: number | null,
): AsyncGenerator<HistoryPage> {
  let left = limit ?? Number.POSITIVE_INFINITY
  let cursor: string | null = null
  do {
    const page: HistoryPage = await service.history({
      ...query,
      limit: Math.min(pageSizeMax, left),
      ...(cursor !== null && { cursor }),
    })
    left -= page.operations.length
    cursor = page.nextCursor
    yield page
  } while (cursor !== null && left > 0)
}

async function render(
  session: Session,
  output: OutputMode,
  operations: readonly OperationWithEvents[],
  first: boolean,
): Promise<string> {
  const json = (): string[] => operations.map((operation) => toJson(operationToWire(operation)))
  if (output === 'json') return `${first ? '{"operations":[' : ','}${json().join(',')}`
  if (output === 'ndjson') return `${json().join('\n')}\n`
  const { isTerminal, columns: width } = session.io.stdout
  const rows = operations.map(rowOf)
  const table = layTable(columns, rows, {
    width: isTerminal ? width : null,
    measure: await measureFor(rows.map((row) => row[1] ?? '')),
    paint: session.hasColour
      ? (text, row, column) => session.style(styleOf(operations[row], column), text)
      : null,
    header: isTerminal && first,
  })
  return `${table.lines.join('\n')}\n`
}

function rowOf(operation: OperationWithEvents): Row {
  const what = describeOperation(operation)
  return [
    formatTimestamp(operation.at),
    operation.revertedBy === null ? what : `${what} (undone)`,
    describeAuthor(operation),
    shortId(operation.id),
  ]
}

function styleOf(operation: OperationWithEvents | undefined, column: number): StyleName | null {
  if (!operation || column !== 1) return column === 2 && operation?.actor !== 'user' ? 'cyan' : 'dim'
  return operation.revertedBy === null ? null : 'dim'
}

function ending(
  session: Session,
  { output, limit }: HistoryOptions,
  count: number,
  rest: string | null,
): string {
  if (output === 'json')
    return `${count === 0 ? '{"operations":[' : ''}],"next_cursor":${JSON.stringify(rest)}}\n`
  if (output === 'ndjson') return ''
  if (count === 0) return 'No changes found.\n'
  if (rest === null || !session.io.stdout.isTerminal) return ''
  const wider = `history --limit ${(limit ?? terminalLimit) * 10}`
  return `${session.style('dim', `… and older ones: ${session.inShell ? '' : 'todo '}${wider}`)}\n`
}

export const historyCommand = defineCommand<HistoryOptions>({
  name: 'history',
  aliases: ['log'],
  group: 'Going back',
  summary: 'List what was changed, by whom and when',
  usage: ['history [ID] [--since TIME] [--actor ACTOR] [--client CLIENT] [--limit N]'],
  details: ['The last column names the operation for todo undo --operation.'],
  flags: [...operationFlags, limitFlag],
  positional: 'id',
  printsData: true,
  examples: [
    ['history', ''],
    ['history 3', 'of task 3'],
    ['history --actor assistant --since today', ''],
  ],
  parse,
  run: runHistory,
})
