import pg from 'pg'
import { socketUrl } from './socket-folder.ts'

/** The advisory lock of the process that owns the server ("todo" and one in ASCII). */
const lockKey = 0x746f646f31

/**
 * A session that holds the server's ownership. The lock lives exactly as long as the process that took it,
 * however that ends, so a server without it is an orphan.
 */
export type Ownership = {
  /** Settles when the session ends, whoever ended it. */
  ended: Promise<void>
  release(): Promise<void>
}

/** Takes the ownership of a server, or `null` where another process has it. Throws what the driver throws. */
export async function takeOwnership(socketFolder: string): Promise<Ownership | null> {
  const client = new pg.Client({
    connectionString: socketUrl(socketFolder, 'postgres'),
    application_name: 'todo owner',
  })
  client.on('error', () => {})
  const ended = new Promise<void>((resolve) => client.once('end', resolve))
  await client.connect()
  const taken = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [lockKey])
  if (!taken.rows[0]?.taken) {
    await client.end()
    return null
  }
  await makeDatabase(client)
  return { ended, release: () => client.end().catch(() => {}) }
}

/** The database that everything is kept in. */
export const databaseName = 'todo'

async function makeDatabase(client: pg.Client): Promise<void> {
  const found = await client.query('SELECT FROM pg_database WHERE datname = $1', [databaseName])
  if (found.rowCount === 0) await client.query(`CREATE DATABASE ${databaseName}`)
}
