import { resolve } from 'node:path'
import { type Administration, createAdministration } from '@todo/backend'
import { systemIds } from '@todo/core/system'
import { createPool, isMigrated, migrate } from '@todo/store/postgres'
import { runningPostgresUrl } from '@todo/store/postgres/embedded'
import { type OpenedDatabase, openDatabase } from '../open-database.ts'
import type { CommandInput } from './command.ts'
import { configurationOf } from './configuration.ts'

/** Runs what concerns accounts, on the configured database or the server's own, whether or not a server runs. */
export async function administer(
  input: CommandInput,
  run: (administration: Administration) => Promise<void>,
): Promise<void> {
  const config = configurationOf(input)
  const dataDir = resolve(config.server.data_dir, 'postgres')
  const running = config.database.url === null ? runningPostgresUrl(dataDir) : null
  const note = config.database.url === null ? input.note : () => {}
  const opened = running === null ? await openDatabase(config, note) : beside(running)
  const { prepared } = config.database
  const pool = createPool({ url: opened.url, poolSize: 1, prepared, applicationName: 'todo-server users' })
  try {
    // A database of its own that nobody serves is this release's; another one is migrated when its owner says so.
    if (config.database.url === null && running === null) await migrate(opened.directUrl)
    if (!(await isMigrated(pool)))
      throw new Error('The database is not up to date; run todo-server migrate first')
    await run(createAdministration({ pool, ids: systemIds }))
  } finally {
    await pool.end()
    await opened.close()
  }
}

const beside = (url: string): OpenedDatabase => ({ url, directUrl: url, folder: null, close: async () => {} })
