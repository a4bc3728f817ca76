import { type ChildProcess, spawn } from 'node:child_process'
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Binaries } from './binaries.ts'
import { EmbeddedPostgresError } from './errors.ts'
import type { Identity } from './identity.ts'

/** A data folder of PostgreSQL with what runs it. */
export type Cluster = {
  binaries: Binaries
  identity: Identity
  pgdata: string
  /** Where the server writes its log. */
  logFile: string
}

export const superuser = 'postgres'
export const port = 5432

/** Nothing of the caller's environment: PG* and locale variables would change what the server does. */
const environment = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }

/** Only who may enter the socket's folder gets here; TCP is off. */
const hostAccess = 'local all all trust\n'

/**
 * Makes the data folder beside its place and moves it there whole, so that an interrupted start leaves none half
 * made, and of two at once one wins. Throws `START_FAILED`.
 */
export async function initCluster(cluster: Cluster, extra: readonly string[] = []): Promise<void> {
  const { binaries, identity, pgdata } = cluster
  const draft = `${pgdata}.new-${process.pid}`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { mode: 0o700 })
  if (identity.user) chownSync(draft, identity.user.uid, identity.user.gid)
  try {
    const options = [
      '--auth=trust',
      `--username=${superuser}`,
      '--encoding=UTF8',
      '--locale=C',
      '--no-instructions',
    ]
    const { code, output } = await finished(
      spawnAs(identity, binaries.initdb, ['-D', draft, ...options, ...extra], ['ignore', 'pipe', 'pipe']),
    )
    if (code !== 0) throw new EmbeddedPostgresError('START_FAILED', `initdb failed: ${lastLines(output)}`)
    writeFileSync(join(draft, 'pg_hba.conf'), hostAccess)
    if (!existsSync(pgdata)) renameSync(draft, pgdata)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

export type Launched = { pid: number; failed: Promise<string> }

/** Settings of the server, besides those that keep it off the network. */
export type Settings = Record<string, string>

/**
 * Starts the server in a session of its own (so that Ctrl-C reaches only us) with its log in a file (a pipe would
 * break with us). `failed` settles with the end of the log when the process ends.
 */
export function launch(cluster: Cluster, socketFolder: string, settings: Settings = {}): Launched {
  const all = {
    listen_addresses: '',
    unix_socket_directories: socketFolder,
    unix_socket_permissions: '0700',
    port: String(port),
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    jit: 'off',
    ...settings,
  }
  const options = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const log = openSync(cluster.logFile, 'a')
  const logged = statSync(cluster.logFile).size
  try {
    const { identity, binaries, pgdata } = cluster
    const child = spawnAs(identity, binaries.postgres, ['-D', pgdata, ...options], ['ignore', log, log], true)
    child.unref()
    const failed = finished(child).then(() =>
      lastLines(readFileSync(cluster.logFile).subarray(logged).toString('utf8')),
    )
    return { pid: child.pid ?? 0, failed }
  } finally {
    closeSync(log)
  }
}

/** Waits for a server that was launched: `null` once it is ready, else the last lines of its log. */
export async function untilReady({ pgdata }: Cluster, { pid, failed }: Launched): Promise<string | null> {
  let ended: string | null = null
  void failed.then((lines) => {
    ended = lines
  })
  for (;;) {
    const running = runningServer(pgdata)
    if (running?.pid === pid && running.status === 'ready') return null
    if (ended !== null) return ended
    await sleep(5)
  }
}

export type Running = { pid: number; socketFolder: string; status: 'starting' | 'ready' | 'stopping' }

/** The server that runs on a data folder, if one does. The file of one that was killed does not count. */
export function runningServer(pgdata: string): Running | null {
  const lines = linesOf(join(pgdata, 'postmaster.pid'))
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0 || !worksIn(pid, pgdata)) return null
  const status = lines[7]?.trim()
  return {
    pid,
    socketFolder: lines[4] ?? '',
    status: status === 'ready' || status === 'stopping' ? status : 'starting',
  }
}

/**
 * Removes what a killed server left in the way: PostgreSQL takes any living process for the one whose id stands in
 * such a file, also another program's, or the remains of itself that nobody has collected.
 */
export function removeStaleFiles(pgdata: string, socketFolder: string): void {
  const socket = join(socketFolder, `.s.PGSQL.${port}`)
  const places = [[join(pgdata, 'postmaster.pid')], [`${socket}.lock`, socket]]
  for (const files of places) {
    const pid = Number(linesOf(files[0] ?? '')[0])
    if (!pid || worksIn(pid, pgdata)) continue
    for (const file of files) rmSync(file, { force: true })
  }
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n')
  } catch {
    return []
  }
}

/** The server's working folder is its data folder; where the system does not tell, being alive must do. */
function worksIn(pid: number, pgdata: string): boolean {
  if (process.platform !== 'linux') return isAlive(pid)
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(pgdata)
  } catch {
    return false
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** Stops a server: its sessions end, what was committed is on disk. One that hangs is stopped hard. */
export async function stopServer(pid: number, patienceMs = 20_000): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    try {
      process.kill(pid, signal)
    } catch {
      return
    }
    for (const end = performance.now() + patienceMs; performance.now() < end; await sleep(10)) {
      if (!isAlive(pid)) return
    }
  }
}

type Streams = ['ignore', 'pipe' | number, 'pipe' | number]

function spawnAs(
  { user, prefix }: Identity,
  command: string,
  options: readonly string[],
  stdio: Streams,
  detached = false,
): ChildProcess {
  const [program = command, ...rest] = [...prefix, command, ...options]
  const as = user && prefix.length === 0 ? user : {}
  return spawn(program, rest, { ...as, stdio, detached, cwd: '/', env: environment })
}

function finished(child: ChildProcess): Promise<{ code: number | null; output: string }> {
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8')
    })
  }
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: null, output: error.message }))
    child.on('close', (code) => resolve({ code, output }))
  })
}

const lastLines = (text: string): string => text.trim().split('\n').slice(-3).join(' ').slice(-600)
