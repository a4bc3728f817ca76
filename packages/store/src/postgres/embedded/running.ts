import { runningServer } from './cluster.ts'
import { isInitialised, openDataFolder } from './data-folder.ts'
import { databaseName } from './ownership.ts'
import { socketUrl } from './socket-folder.ts'

/**
 * The database of a data folder whose server runs, for who works beside its owner; `null` where none runs.
 * Throws what {@link openDataFolder} throws.
 */
export function runningPostgresUrl(dataDir: string): string | null {
  const cluster = openDataFolder(dataDir)
  const running = isInitialised(cluster) ? runningServer(cluster.pgdata) : null
  return running?.status === 'ready' ? socketUrl(running.socketFolder, databaseName) : null
}
