import { basename, dirname, join, resolve } from 'node:path'
import type { InterchangeFormat } from '@todo/core'
import { defineCommand, type ParsedArgs } from '../command.ts'
import { CliError, UsageError } from '../errors.ts'
import { fileProblem, formatFlag, parseFormat } from '../files.ts'
import type { Session } from '../session.ts'

export type ExportOptions = {
  /** `null` for stdout. */
  file: string | null
  /** `null` where the name of the file says it, or JSON. */
  format: InterchangeFormat | null
}

/** Writes the whole list in a format, to a file or to stdout. */
export async function runExport({ file, format }: ExportOptions, session: Session): Promise<number> {
  const { formatOfFile } = await import('@todo/core/interchange')
  const wanted = format ?? (file === null ? 'json' : formatOfFile(file))
  if (wanted === null) throw new UsageError(`The name ${file} says no format.`, 'Name it: --format json')
  const { service } = await session.connect()
  const pieces = service.export(wanted)
  if (file === null) {
    for await (const piece of pieces) await session.io.stdout.write(piece)
    return 0
  }
  await writeWhole(file, pieces)
  await session.io.stderr.write(`Exported to ${file}.\n`)
  return 0
}

/** The file is there in full or as it was before. */
async function writeWhole(file: string, pieces: AsyncIterable<string>): Promise<void> {
  const { rename, rm, writeFile } = await import('node:fs/promises')
  const path = resolve(file)
  const draft = join(dirname(path), `.${basename(path)}.${process.pid}.part`)
  try {
    await writeFile(draft, pieces, { mode: 0o600, flush: true })
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw (
      fileProblem(error, file, 'written') ?? new CliError(`${file} could not be written.`, { cause: error })
    )
  }
}

function parse(args: ParsedArgs): ExportOptions {
  const [file, more] = args.positionals
  if (more !== undefined) throw new UsageError(`"${more}" is one word too many.`, 'Use: todo export FILE')
  return { file: file === undefined || file === '-' ? null : file, format: parseFormat(args) }
}

export const exportCommand = defineCommand<ExportOptions>({
  name: 'export',
  group: 'Lists in and out',
  summary: 'Write the whole list as JSON, CSV, todo.txt or iCalendar',
  usage: ['export [--format FORMAT] [FILE]'],
  details: [
    'Without a file it is written to stdout; without --format the name of the file says the format, and else it is JSON. JSON is complete: with the trash, the history and everything that a task has. CSV, todo.txt and iCalendar hold the tasks.',
  ],
  flags: [formatFlag],
  positional: 'file',
  examples: [
    ['export list.json', ''],
    ['export --format todotxt > todo.txt', ''],
  ],
  parse,
  run: runExport,
})
