import type { ImportWritten, InterchangeFormat } from '@todo/core'
import { printAnswer } from '../answer.ts'
import { defineCommand, type OutputMode, type ParsedArgs } from '../command.ts'
import { CliError, exitCodes, UsageError } from '../errors.ts'
import { fileProblem, formatFlag, parseFormat } from '../files.ts'
import { toJson } from '../format/json.ts'
import { countOf, safeText } from '../format/text.ts'
import { progressBar } from '../progress.ts'
import type { Session } from '../session.ts'

export type ImportOptions = {
  /** `-` for stdin. */
  file: string
  format: InterchangeFormat | null
  dryRun: boolean
  output: OutputMode
}

/** Adds the tasks of a file that the list does not have, as one operation. */
export async function runImport(options: ImportOptions, session: Session): Promise<number> {
  const { dryRun, output } = options
  const format = options.format ?? (await formatByName(options.file))
  const progress = progressBar(session)
  const content = await readWhole(options.file, session)
  const { service } = await session.connect()
  const written = await service
    .import({ format, content, dryRun, onStep: progress.step })
    .finally(() => progress.end())
  const { operationId, created, unchanged, errors } = written
  await printAnswer(session, output, {
    json: { operation_id: operationId, created, unchanged, errors },
    text: [summary(written, dryRun)],
  })
  if (errors.length === 0) return exitCodes.ok
  const lines = errors.map(({ line, message }) =>
    output === 'text' ? `Line ${line}: ${safeText(message)}` : toJson({ line, message }),
  )
  await session.io.stderr.write(`${lines.join('\n')}\n`)
  return exitCodes.failed
}

async function formatByName(file: string): Promise<InterchangeFormat> {
  const { formatOfFile } = await import('@todo/core/interchange')
  const format = file === '-' ? null : formatOfFile(file)
  if (format) return format
  const source = file === '-' ? 'What comes from stdin has no name' : `The name ${file} says no format`
  throw new UsageError(`${source}.`, 'Name it: --format json, csv, todotxt or ics')
}

async function readWhole(file: string, session: Session): Promise<string> {
  if (file === '-') return session.io.stdin.text()
  const { readFile } = await import('node:fs/promises')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file))
  } catch (error) {
    const problem = fileProblem(error, file, 'read')
    throw problem ?? new CliError(`${file} cannot be read: it is no text in UTF-8.`, { cause: error })
  }
}

function summary({ created, unchanged }: ImportWritten, dryRun: boolean): string {
  const there =
    unchanged === 0 ? '' : ` (${countOf(unchanged, 'task')} ${unchanged === 1 ? 'is' : 'are'} there already)`
  if (created === 0) return `${dryRun ? 'Would import nothing' : 'Imported nothing'}${there}.`
  return `${dryRun ? 'Would import' : 'Imported'} ${countOf(created, 'task')}${there}.`
}

function parse(args: ParsedArgs): ImportOptions {
  const [file, more] = args.positionals
  if (file === undefined)
    throw new UsageError('Import which file?', 'For example: todo import list.json, or - for stdin')
  if (more !== undefined)
    throw new UsageError(`"${more}" is one word too many.`, 'Import one file at a time.')
  return { file, format: parseFormat(args), dryRun: args.has('dry-run'), output: args.output }
}

export const importCommand = defineCommand<ImportOptions>({
  name: 'import',
  group: 'Lists in and out',
  summary: 'Add the tasks of a JSON, CSV, todo.txt or iCalendar file',
  usage: ['import FILE [--format FORMAT] [--dry-run]'],
  details: [
    'An import is one operation, which todo undo takes back. Tasks that the list has already stay as they are, so importing a file again changes nothing. Lines that cannot be read are named on stderr, the others are imported, and the exit code is 1.',
  ],
  flags: [formatFlag, { name: 'dry-run', summary: 'Say what would be imported, and change nothing' }],
  positional: 'file',
  printsData: true,
  examples: [
    ['import list.json', ''],
    ['import todo.txt --dry-run', ''],
    ['import - --format csv < tasks.csv', ''],
  ],
  parse,
  run: runImport,
})
