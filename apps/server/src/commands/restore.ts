import { parseArgs } from 'node:util'
import { restoreBackup } from '@todo/store/postgres/backup'
import { openDatabase } from '../open-database.ts'
import { summaryOf } from './backup-summary.ts'
import { type Command, UsageError } from './command.ts'
import { configurationOf } from './configuration.ts'

export const restoreCommand: Command = {
  name: 'restore',
  usage: 'FILE [--replace]',
  summary: 'Put a backup into an empty database, the server being stopped; --replace gives up what it holds',
  async run(input) {
    const { file, replace } = restoreArguments(input.args)
    const database = await openDatabase(configurationOf(input), input.note)
    try {
      const header = await restoreBackup({ url: database.directUrl, file, replace })
      input.print(`Restored ${summaryOf(header)} as they were at ${header.at}`)
    } finally {
      await database.close()
    }
  },
}

function restoreArguments(args: readonly string[]): { file: string; replace: boolean } {
  const { values, positionals } = parsed(args)
  const [file, more] = positionals
  if (file === undefined || more !== undefined) throw new UsageError('Name the file of a backup')
  return { file, replace: values.replace === true }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: { replace: { type: 'boolean' } } })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}
