import { existsSync, mkdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { locateBinaries } from './binaries.ts'
import type { Cluster } from './cluster.ts'
import { EmbeddedPostgresError } from './errors.ts'
import { identityFor } from './identity.ts'

/** A log that grew beyond this is begun anew at the next start. */
const logBytesMax = 10_000_000

/**
 * The cluster in a data folder, which is made where it is missing.
 * Throws `DATA_FOLDER_UNWRITABLE`, `DATA_FOLDER_VERSION` and what {@link identityFor} throws.
 */
export function openDataFolder(dataDir: string): Cluster {
  const binaries = locateBinaries()
  refuseUnwritable(dataDir)
  const pgdata = join(dataDir, 'postgres')
  const logFile = join(dataDir, 'postgres.log')
  const found = foundVersion(dataDir, pgdata)
  if (found !== null && found !== binaries.major) throw otherVersion(dataDir, found, binaries.major)
  if (existsSync(logFile) && statSync(logFile).size > logBytesMax) truncateSync(logFile)
  return { binaries, identity: identityFor(pgdata, [dataDir, binaries.folder]), pgdata, logFile }
}

export const isInitialised = ({ pgdata }: Cluster): boolean => existsSync(join(pgdata, 'PG_VERSION'))

function refuseUnwritable(dataDir: string): void {
  const probe = join(dataDir, `.writable-${process.pid}`)
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    writeFileSync(probe, '')
    rmSync(probe)
  } catch (error) {
    throw unwritable(dataDir, error)
  }
}

function foundVersion(dataDir: string, pgdata: string): number | null {
  const file = join(pgdata, 'PG_VERSION')
  try {
    return existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : null
  } catch (error) {
    throw unwritable(dataDir, error)
  }
}

function unwritable(dataDir: string, error: unknown): EmbeddedPostgresError {
  const reason = error instanceof Error ? error.message : String(error)
  return new EmbeddedPostgresError(
    'DATA_FOLDER_UNWRITABLE',
    `Cannot write to the data folder ${dataDir} (${reason}); set TODO_DATA_DIR to another`,
    error,
  )
}

function otherVersion(dataDir: string, found: number, wanted: number): EmbeddedPostgresError {
  const how =
    found < wanted
      ? 'make a backup with the release that wrote it (todo-server backup FILE), then restore it into a new folder'
      : 'start the newer release of todo that wrote it'
  return new EmbeddedPostgresError(
    'DATA_FOLDER_VERSION',
    `The data folder ${dataDir} is of PostgreSQL ${found}, this release has ${wanted}: ${how}`,
  )
}
