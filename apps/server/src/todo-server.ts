import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadConfig } from '@todo/config'
import { migrate } from '@todo/store/postgres'
import { explainFailure } from './explain-failure.ts'
import { openDatabase } from './open-database.ts'

const usage = `Usage: todo-server COMMAND

  migrate   Bring the database up to date: the one that DATABASE_URL names, or the server's own
`

const print = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

const commands: Readonly<Record<string, () => Promise<void>>> = { migrate: runMigrate }

/** What an administrator does with the server's data. Exit codes: 0 done, 1 failed, 2 wrong usage. */
async function main([name = 'help', ...rest]: readonly string[]): Promise<void> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (command && rest.length === 0) return command()
  const asked = name === 'help' || name === '--help' || name === '-h'
  const stream = asked ? process.stdout : process.stderr
  stream.write(usage)
  process.exitCode = asked ? 0 : 2
}

async function runMigrate(): Promise<void> {
  const folder = join(fileURLToPath(new URL('../../..', import.meta.url)), 'config')
  const database = await openDatabase(loadConfig({ env: process.env, folder }), print)
  try {
    const { applied } = await migrate(database.directUrl)
    print(applied.length > 0 ? `Applied ${applied.join(', ')}` : 'The database is up to date')
  } finally {
    await database.close()
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${explainFailure(error)}\n`)
  process.exitCode = 1
})
