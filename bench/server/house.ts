import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@todo/store/postgres/embedded'
import pg from 'pg'
import { stopAll } from './processes.ts'

/** Where the server's figures are taken: the product's own PostgreSQL, which keeps what it acknowledged. */
export type House = {
  folder: string
  /** The process that all others of PostgreSQL are children of. */
  postmaster: number
  /** The address of a database, which is made where it is missing. */
  database(name: string): Promise<string>
}

let opened: { house: House; postgres: EmbeddedPostgres } | null = null

export async function openHouse(): Promise<House> {
  opened ??= await build()
  return opened.house
}

/** Ends all processes and removes what they kept. */
export async function closeHouse(): Promise<void> {
  await stopAll()
  if (!opened) return
  const { house, postgres } = opened
  opened = null
  await postgres.stop()
  rmSync(house.folder, { recursive: true, force: true })
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void closeHouse().finally(() => process.exit(130)))
}

async function build(): Promise<{ house: House; postgres: EmbeddedPostgres }> {
  const folder = mkdtempSync(join(tmpdir(), 'todo-bench-server-'))
  // As root the server runs as another user, who must reach the folder.
  chmodSync(folder, 0o755)
  const dataDir = join(folder, 'postgres')
  const start = (): Promise<EmbeddedPostgres> => startEmbeddedPostgres({ dataDir, log: () => {} })
  const first = await start()
  await run(first.url, 'ALTER SYSTEM SET track_commit_timestamp = on')
  await first.stop()
  const postgres = await start()
  const [pid] = readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')
  const database = async (name: string): Promise<string> => {
    if (!(await exists(postgres.url, name))) await run(postgres.url, `CREATE DATABASE ${name}`)
    return postgres.url.replace(/\/todo\b/, `/${name}`)
  }
  return { postgres, house: { folder, postmaster: Number(pid), database } }
}

async function exists(url: string, name: string): Promise<boolean> {
  return (await run(url, `SELECT FROM pg_database WHERE datname = '${name}'`)).length > 0
}

async function run(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}
