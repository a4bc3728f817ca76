import { resolve } from 'node:path'
import { writeBackup } from '@todo/store/postgres/backup'
import { runningPostgresUrl } from '@todo/store/postgres/embedded'
import { openDatabase } from '../open-database.ts'
import { summaryOf } from './backup-summary.ts'
import { type Command, type CommandInput, UsageError } from './command.ts'
import { configurationOf } from './configuration.ts'

export const backupCommand: Command = {
  name: 'backup',
  usage: 'FILE',
  summary: 'Write everything into one file, also while the server runs; keep the file secret',
  async run(input) {
    const [file, more] = input.args
    if (file === undefined || more !== undefined || file.startsWith('-')) {
      throw new UsageError('Name the file that the backup is written to')
    }
    const database = await openBeside(input)
    try {
      const header = await writeBackup({ url: database.directUrl, file })
      input.print(`Wrote ${summaryOf(header)} to ${file}`)
    } finally {
      await database.close()
    }
  },
}

/** The database of a server that runs, else the configured one, else the server's own, started for a while. */
async function openBeside(input: CommandInput): Promise<{ directUrl: string; close(): Promise<void> }> {
  const config = configurationOf(input)
  if (config.database.url === null) {
    const running = runningPostgresUrl(resolve(config.server.data_dir, 'postgres'))
    if (running !== null) return { directUrl: running, close: async () => {} }
  }
  return openDatabase(config, input.note)
}
