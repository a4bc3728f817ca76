import { migrate } from '@todo/store/postgres'
import { openDatabase } from '../open-database.ts'
import { type Command, UsageError } from './command.ts'
import { configurationOf } from './configuration.ts'

export const migrateCommand: Command = {
  name: 'migrate',
  usage: '',
  summary: "Bring the database up to date: the one that DATABASE_URL names, or the server's own",
  async run(input) {
    if (input.args.length > 0) throw new UsageError('migrate takes no arguments')
    const database = await openDatabase(configurationOf(input), input.print)
    try {
      const { applied } = await migrate(database.directUrl)
      input.print(applied.length > 0 ? `Applied ${applied.join(', ')}` : 'The database is up to date')
    } finally {
      await database.close()
    }
  },
}
