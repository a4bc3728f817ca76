import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { locateBinaries } from './binaries.ts'
import { identityFor } from './identity.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './start.ts'

const script = fileURLToPath(new URL('./start-process.ts', import.meta.url))
const nobody = 65_534
/** A user id that no system gives to anyone. */
const nameless = 4_123_456
const isRoot = process.getuid?.() === 0

let folder: string
let dataDir: string
const running: EmbeddedPostgres[] = []
const children: ChildProcess[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'todo-test-'))
  dataDir = join(folder, 'data')
})

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  for (const server of running.splice(0)) await server.stop()
  if (existsSync(pidFile())) {
    const [pid, , , , socketFolder = ''] = readFileSync(pidFile(), 'utf8').split('\n')
    if (Number(pid) !== process.pid) process.kill(Number(pid), 'SIGKILL')
    rmSync(socketFolder, { recursive: true, force: true })
  }
  rmSync(folder, { recursive: true, force: true })
})

const pidFile = (): string => join(dataDir, 'postgres', 'postmaster.pid')
const serverPid = (): number => Number.parseInt(readFileSync(pidFile(), 'utf8'), 10)

async function start(): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, log: () => {} })
  running.push(server)
  return server
}

async function startElsewhere(uid?: number): Promise<{ child: ChildProcess; said: unknown }> {
  const [command = '', ...args] = [
    ...(uid === undefined ? [] : become(uid)),
    process.execPath,
    script,
    dataDir,
  ]
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  children.push(child)
  if (!child.stdout) throw new Error('the output is a pipe')
  for await (const line of createInterface(child.stdout)) return { child, said: JSON.parse(line) }
  throw new Error('the process ended without a word')
}

/** Another user, who may read this checkout wherever it lies, and write no more than others may. */
function become(uid: number): readonly string[] {
  const right = '+dac_read_search'
  const caps = [`--inh-caps=${right}`, `--ambient-caps=${right}`, '--securebits=+no_setuid_fixup']
  return ['setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--clear-groups', ...caps, '--']
}

/** What the process said when it was ready. */
const urlOf = (said: unknown): string => (said as { url: string }).url

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => child.once('exit', () => resolve()))

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end().catch(() => {})
  }
}

/** Waits until the server takes statements again. */
async function afterRestart(url: string, text: string): Promise<unknown[]> {
  for (;;) {
    try {
      return await query(url, text)
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
}

describe('the embedded PostgreSQL', () => {
  test('starts in a new folder, off the network and by code point, and again with what was written', async () => {
    const { url, stop } = await start()
    await query(url, 'CREATE TABLE t AS SELECT 1 AS n')
    const settings = `SELECT current_setting('listen_addresses') AS addresses, current_setting('fsync') AS fsync,
      datcollate AS collate, pg_encoding_to_char(encoding) AS encoding FROM pg_database
      WHERE datname = current_database()`
    expect(await query(url, settings)).toEqual([
      { addresses: '', fsync: 'on', collate: 'C', encoding: 'UTF8' },
    ])
    await stop()
    expect(existsSync(pidFile())).toBe(false)
    const again = await start()
    expect(again.url).toBe(url)
    expect(await query(again.url, 'SELECT n FROM t')).toEqual([{ n: 1 }])
  })

  test('is not shared: a second server on the folder is refused, here and in another process', async () => {
    const { url } = await start()
    await expect(startEmbeddedPostgres({ dataDir, log: () => {} })).rejects.toMatchObject({
      code: 'DATA_FOLDER_IN_USE',
    })
    expect((await startElsewhere()).said).toMatchObject({ code: 'DATA_FOLDER_IN_USE' })
    expect(await query(url, 'SELECT 1 AS n')).toEqual([{ n: 1 }])
  })

  test('of a killed process is adopted as it runs', async () => {
    const { child } = await startElsewhere()
    const pid = serverPid()
    child.kill('SIGKILL')
    await ended(child)
    const { url } = await start()
    expect(serverPid()).toBe(pid)
    expect(await query(url, 'SELECT 1 AS n')).toEqual([{ n: 1 }])
  })

  test('that is killed is started again by its owner, with all that was committed', async () => {
    const { url } = await start()
    await query(url, 'CREATE TABLE t AS SELECT generate_series(1, 1000) AS n')
    process.kill(serverPid(), 'SIGKILL')
    expect(await afterRestart(url, 'SELECT count(*)::int AS count FROM t')).toEqual([{ count: 1000 }])
  })

  test('that does not start again after a crash is tried until it does', async () => {
    const said: string[] = []
    const server = await startEmbeddedPostgres({ dataDir, log: (line) => said.push(line) })
    running.push(server)
    const file = join(dataDir, 'postgres', 'postgresql.conf')
    const settings = readFileSync(file, 'utf8')
    writeFileSync(file, `${settings}\nnonsense = on\n`)
    process.kill(serverPid(), 'SIGKILL')
    await expect
      .poll(() => said, { timeout: 20_000 })
      .toContainEqual(expect.stringContaining('does not start'))
    writeFileSync(file, settings)
    expect(await afterRestart(server.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }])
  })

  test('that is killed with its owner is recovered by the next', async () => {
    const { child, said } = await startElsewhere()
    await query(urlOf(said), 'CREATE TABLE t AS SELECT generate_series(1, 1000) AS n')
    child.kill('SIGKILL')
    process.kill(serverPid(), 'SIGKILL')
    await ended(child)
    const next = await start()
    expect(await query(next.url, 'SELECT count(*)::int AS count FROM t')).toEqual([{ count: 1000 }])
  })

  test('starts where the process id of a dead server belongs to another program', async () => {
    const { stop } = await start()
    await stop()
    writeFileSync(pidFile(), [process.pid, dataDir, 0, 5432, folder, '', '', 'ready', ''].join('\n'))
    const { url } = await start()
    expect(await query(url, 'SELECT 1 AS n')).toEqual([{ n: 1 }])
  })

  test('by several at once on a new folder belongs to exactly one of them', async () => {
    const said = (await Promise.all([1, 2, 3].map(() => startElsewhere()))).map((each) => each.said)
    expect(said.filter((each) => JSON.stringify(each).includes('postgresql://'))).toHaveLength(1)
    expect(said.filter((each) => JSON.stringify(each).includes('DATA_FOLDER_IN_USE'))).toHaveLength(2)
  })

  test('of another major version is refused with how to go on', async () => {
    const { stop } = await start()
    await stop()
    writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), '17\n')
    await expect(start()).rejects.toMatchObject({
      code: 'DATA_FOLDER_VERSION',
      message: expect.stringContaining('todo-server backup'),
    })
  })

  test('keeps out of its log what a statement that fails was about', async () => {
    const { url } = await start()
    await query(url, `CREATE TABLE people (email text UNIQUE CHECK (email <> 'eve@example.org'))`)
    await query(url, `INSERT INTO people VALUES ('ada@example.org')`)
    for (const statement of [
      `INSERT INTO people VALUES ('ada@example.org')`,
      `INSERT INTO people VALUES ('eve@example.org')`,
      `SELECT 'ada@example.org'::uuid`,
      `SELECT 'ada@example.org', FROM`,
    ]) {
      await expect(query(url, statement)).rejects.toThrow()
    }
    const log = readFileSync(join(dataDir, 'postgres.log'), 'utf8')
    expect(log).toContain('ready to accept connections')
    expect(log).not.toContain('example.org')
  })

  test('is refused in a place that cannot be a folder', async () => {
    writeFileSync(dataDir, '')
    await expect(start()).rejects.toMatchObject({ code: 'DATA_FOLDER_UNWRITABLE' })
  })
})

// Only root can become someone else: these are there where the tests run as root, as in a container.
const asRoot = isRoot ? describe : () => {}
asRoot('as root', () => {
  test('runs for root in a folder closed to everyone else, and not as root', async () => {
    chmodSync(folder, 0o700)
    const { url } = await start()
    const status = readFileSync(`/proc/${serverPid()}/status`, 'utf8')
    expect(status).toMatch(/^Uid:\t[1-9]/m)
    expect(await query(url, 'SELECT 1 AS n')).toEqual([{ n: 1 }])
  })

  test('runs for an ordinary user, who is told of a folder that is not writable', async () => {
    chmodSync(folder, 0o777)
    const { child, said } = await startElsewhere(nobody)
    expect(said).toMatchObject({ url: expect.stringContaining('postgresql://') })
    child.stdin?.end()
    await ended(child)
    expect(existsSync(pidFile())).toBe(false)
    rmSync(dataDir, { recursive: true })
    mkdirSync(dataDir, { mode: 0o555 })
    expect((await startElsewhere(nobody)).said).toMatchObject({ code: 'DATA_FOLDER_UNWRITABLE' })
  })

  test('tells a user without a name what to do', async () => {
    chmodSync(folder, 0o777)
    expect((await startElsewhere(nameless)).said).toMatchObject({ code: 'USER_WITHOUT_NAME' })
  })

  test('runs programs from a folder closed to everyone else, as in a clone under /root', () => {
    const closed = join(folder, 'closed')
    cpSync(locateBinaries().folder, closed, { recursive: true, verbatimSymlinks: true })
    chmodSync(closed, 0o700)
    const pgdata = join(folder, 'made')
    const { prefix } = identityFor(pgdata, [closed])
    const [command = '', ...rest] = [...prefix, join(closed, 'bin', 'initdb'), '-D', pgdata, '-A', 'trust']
    chmodSync(folder, 0o777)
    const { status, stderr } = spawnSync(command, rest, {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C' },
    })
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' })
  })
})
