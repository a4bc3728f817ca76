import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Scope } from '@todo/core'
import { migrate } from '@todo/store/postgres'
import {
  type Cluster,
  identityFor,
  initCluster,
  launch,
  locateBinaries,
  makeSocketFolder,
  socketUrl,
  untilReady,
} from '@todo/store/postgres/embedded'
import pg from 'pg'

export type TestDatabase = {
  url: string
  drop(): Promise<void>
}

export type TestPostgres = {
  /** A migrated database that nobody else uses, cloned in milliseconds. */
  freshDatabase(): Promise<TestDatabase>
  /** A database without any table. */
  emptyDatabase(): Promise<TestDatabase>
}

/** What a crash would lose does not matter here. */
const settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '300',
  shared_buffers: '64MB',
}
const template = 'todo_template'
const patienceMs = 60_000

/**
 * The PostgreSQL of this test run: one for all files, started by the first that asks for it, stopped and removed
 * when the run has ended, however it ends.
 */
export async function startTestPostgres(): Promise<TestPostgres> {
  const folder = join(tmpdir(), `todo-test-${runner()}`)
  const socketFolder = await shared(folder)
  return {
    freshDatabase: () => makeDatabase(socketFolder, `TEMPLATE ${template}`),
    emptyDatabase: () => makeDatabase(socketFolder, 'TEMPLATE template0'),
  }
}

/** Makes the owner and the space of a scope where they are missing, for tests that use a store without accounts. */
export async function makeSpace(database: Pick<pg.Pool, 'query'>, { spaceId, userId }: Scope): Promise<void> {
  await database.query('INSERT INTO users (id, email) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    userId,
    `${userId}@example.org`,
  ])
  await database.query(
    'INSERT INTO spaces (id, owner_id, personal) VALUES ($1, $2, false) ON CONFLICT DO NOTHING',
    [spaceId, userId],
  )
}

/** The process that runs all test files: the parent of a forked worker. */
const runner = (): number => (process.send ? process.ppid : process.pid)

/** The socket folder of the run's server. Whoever makes the folder starts it, the others wait. */
async function shared(folder: string): Promise<string> {
  const [ready, broken] = [join(folder, 'ready'), join(folder, 'broken')]
  if (makesFolder(folder)) {
    try {
      publish(ready, await startServer(folder))
    } catch (error) {
      publish(broken, String(error))
      throw error
    }
  }
  for (const end = Date.now() + patienceMs; Date.now() < end; await sleep(20)) {
    if (existsSync(ready)) return readFileSync(ready, 'utf8')
    if (existsSync(broken)) throw new Error(`PostgreSQL did not start: ${readFileSync(broken, 'utf8')}`)
  }
  throw new Error('PostgreSQL did not start in time')
}

function makesFolder(folder: string): boolean {
  try {
    mkdirSync(folder)
    chmodSync(folder, 0o755)
    return true
  } catch {
    return false
  }
}

function publish(file: string, text: string): void {
  writeFileSync(`${file}.new`, text)
  renameSync(`${file}.new`, file)
}

async function startServer(folder: string): Promise<string> {
  const binaries = locateBinaries()
  const pgdata = join(folder, 'data')
  const identity = identityFor(pgdata, [folder, binaries.folder])
  const cluster: Cluster = { binaries, identity, pgdata, logFile: join(folder, 'log') }
  await initCluster(cluster, ['--no-sync'])
  const socketFolder = makeSocketFolder(pgdata, identity)
  const launched = launch(cluster, socketFolder, settings)
  stopAfterRun(launched.pid, folder, socketFolder)
  const failure = await untilReady(cluster, launched)
  if (failure !== null) throw new Error(failure)
  await administer(socketFolder, `CREATE DATABASE ${template} TEMPLATE template0`)
  await migrate(socketUrl(socketFolder, template))
  return socketFolder
}

/** A process of its own watches the run, since a run that is killed cannot clean up. */
function stopAfterRun(server: number, folder: string, socketFolder: string): void {
  const script = `while kill -0 "$1" 2>/dev/null; do sleep 1; done
kill -QUIT "$2"; while kill -0 "$2" 2>/dev/null; do sleep 0.1; done; rm -rf "$3" "$4"`
  const values = [String(runner()), String(server), folder, socketFolder]
  spawn('sh', ['-c', script, 'sh', ...values], { detached: true, stdio: 'ignore', cwd: '/' }).unref()
}

async function makeDatabase(socketFolder: string, from: string): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await administer(socketFolder, `CREATE DATABASE ${name} ${from}`)
  return {
    url: socketUrl(socketFolder, name),
    drop: () => administer(socketFolder, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  }
}

async function administer(socketFolder: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: socketUrl(socketFolder, 'postgres') })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
