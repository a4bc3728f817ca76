import { type Actor, actors, taskToWire, type UndoWritten } from '@todo/core'
import { printAnswer } from '../answer.ts'
import { defineCommand, type OutputMode, type ParsedArgs } from '../command.ts'
import type { Connection } from '../connection/connection.ts'
import { parseMoment } from '../dates.ts'
import { exitCodes, UsageError } from '../errors.ts'
import { oneOf, operationFlags } from '../fields.ts'
import { describeAuthor, describeOperation } from '../format/operation.ts'
import { numberList } from '../format/text.ts'
import { parseSelection, type Selection, select } from '../ids.ts'
import { changeEach } from '../many.ts'
import { findOperations, resolveOperationId } from '../operations.ts'
import type { Session } from '../session.ts'

type Bulk = { actor: Actor | null; client: string | null; since: string; dryRun: boolean }

export type UndoOptions = { output: OutputMode } & (
  | { what: 'tasks'; selection: Selection }
  | { what: 'latest' }
  | { what: 'operation'; operation: string }
  | ({ what: 'bulk' } & Bulk)
)

const isActor = (value: unknown): value is Actor => actors.some((actor) => actor === value)

function parse(args: ParsedArgs): UndoOptions {
  const { output } = args
  const operation = args.text('operation')
  const bulk = ['actor', 'client', 'since', 'dry-run'].some((flag) => args.has(flag))
  const ways = [args.positionals.length > 0, operation !== undefined, bulk].filter(Boolean).length
  if (ways > 1) throw new UsageError('Undo either tasks, or one operation, or all since a time.')
  if (operation !== undefined) return { what: 'operation', operation, output }
  if (bulk) return { what: 'bulk', ...parseBulk(args), output }
  if (args.positionals.length === 0) return { what: 'latest', output }
  return { what: 'tasks', selection: parseSelection(args.positionals, 'undo'), output }
}

function parseBulk(args: ParsedArgs): Bulk {
  const actor = args.text('actor')
  const since = args.text('since')
  if (since === undefined) throw new UsageError('Say from when on: --since 14:00', 'See: todo undo --help')
  return {
    actor: actor === undefined ? null : oneOf('--actor', actor, actors, isActor),
    client: args.text('client') ?? null,
    since,
    dryRun: args.has('dry-run'),
  }
}

/** Marks tasks as pending again, or takes operations back. */
export async function runUndo(options: UndoOptions, session: Session): Promise<number> {
  const connection = await session.connect()
  const { service } = connection
  switch (options.what) {
    case 'tasks':
      return runPending(options.selection, options.output, session, connection)
    case 'latest':
      return tellReverted(session, options.output, connection, await service.undo(), 'Undid')
    case 'operation': {
      const operationId = await resolveOperationId(service, options.operation)
      return tellReverted(session, options.output, connection, await service.undo({ operationId }), 'Undid')
    }
    case 'bulk': {
      const { actor, client, dryRun } = options
      const from = parseMoment(options.since, session.io.now(), '--since')
      const written = await service.undoAll({
        from,
        dryRun,
        ...(actor && { actor }),
        ...(client && { client }),
      })
      return tellReverted(session, options.output, connection, written, dryRun ? 'Would undo' : 'Undid')
    }
  }
}

/** The plan's undo of a task: back to pending, whatever was done to it since. */
async function runPending(
  selection: Selection,
  output: OutputMode,
  session: Session,
  connection: Connection,
): Promise<number> {
  const selected = await select(connection, selection)
  return changeEach(
    session,
    connection,
    { selected, selection, output },
    {
      command: (ref) => ({ op: 'update', ref, status: 'pending' }),
      sentence: ({ number }) => `Marked task #${number} as pending.`,
    },
  )
}

/** Says what was taken back, operation by operation. */
export async function tellReverted(
  session: Session,
  output: OutputMode,
  { service }: Connection,
  written: UndoWritten,
  verb: 'Undid' | 'Would undo' | 'Redid',
): Promise<number> {
  const tasks = written.tasks.map(taskToWire)
  const json = { operation_id: written.operationId, reverts: written.reverts, tasks }
  const text = output === 'text' ? await revertedLines(service, written, verb) : []
  await printAnswer(session, output, { json, text })
  return exitCodes.ok
}

async function revertedLines(
  service: Connection['service'],
  { reverts, tasks }: UndoWritten,
  verb: 'Undid' | 'Would undo' | 'Redid',
): Promise<string[]> {
  if (reverts.length === 0) return ['There is nothing to undo.']
  const found = await findOperations(service, await originals(service, reverts, verb))
  const lines = found.map((operation) => {
    const by = operation.actor === 'user' ? '' : ` (by ${describeAuthor(operation)})`
    return `${verb}: ${describeOperation(operation)}${by}`
  })
  if (lines.length > 0) return lines
  return [`${verb}: a change to ${numberList(tasks.map(({ number }) => number))}`]
}

/** What a redo brings back is what the undo had taken back. */
async function originals(
  service: Connection['service'],
  reverts: readonly string[],
  verb: 'Undid' | 'Would undo' | 'Redid',
): Promise<readonly string[]> {
  if (verb !== 'Redid') return reverts
  const undos = await findOperations(service, reverts)
  return undos.flatMap((undo) => undo.reverts)
}

export const undoCommand = defineCommand<UndoOptions>({
  name: 'undo',
  group: 'Going back',
  summary: 'Take back the last change, or mark a task as pending again',
  usage: [
    'undo',
    'undo ID…',
    'undo --operation OPERATION',
    'undo --since TIME [--actor ACTOR] [--client CLIENT] [--dry-run]',
  ],
  details: [
    'Alone it takes back the last change that was not taken back yet, whoever made it; again and again it goes further back. With the number of a task it marks the task as pending. With --since it takes back all that was changed since, as one operation. todo redo goes forward again.',
    'Where a field was changed since, nothing is undone, and the field is named.',
  ],
  flags: [
    {
      name: 'operation',
      value: 'OPERATION',
      summary: 'The operation, as todo history shows it',
      suggests: 'nothing',
    },
    ...operationFlags,
    { name: 'dry-run', summary: 'Say what would be undone, and change nothing' },
  ],
  positional: 'done-id',
  printsData: true,
  examples: [
    ['undo', 'the last change'],
    ['undo 3', 'task 3 is pending again'],
    ['undo --actor assistant --since 14:00 --dry-run', 'what the assistant changed since two'],
  ],
  parse,
  run: runUndo,
})
