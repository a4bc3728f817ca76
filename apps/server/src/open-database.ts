import { join, resolve } from 'node:path'
import { type LoadedConfig, makeFolder } from '@todo/config'
import { startEmbeddedPostgres } from '@todo/store/postgres/embedded'

export type OpenedDatabase = {
  /** For statements; may lead to a transaction pooler. */
  url: string
  /** For migrations, LISTEN and leases. */
  directUrl: string
  /** Where the files are of a database of its own. */
  folder: string | null
  /** Stops the database where it is our own. */
  close(): Promise<void>
}

/** The database that is configured, or a PostgreSQL of its own in the data folder. */
export async function openDatabase(
  { database, server }: LoadedConfig,
  print: (line: string) => void,
): Promise<OpenedDatabase> {
  if (database.url !== null) {
    print('Using the database that DATABASE_URL names')
    return {
      url: database.url,
      directUrl: database.direct_url ?? database.url,
      folder: null,
      close: async () => {},
    }
  }
  makeFolder(server.data_dir)
  const dataDir = resolve(server.data_dir, 'postgres')
  print(`Starting a PostgreSQL of its own in ${join(server.data_dir, 'postgres')}`)
  const embedded = await startEmbeddedPostgres({ dataDir, log: print })
  return { url: embedded.url, directUrl: embedded.url, folder: dataDir, close: () => embedded.stop() }
}
