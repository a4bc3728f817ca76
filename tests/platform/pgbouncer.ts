import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { identityFor } from '@todo/store/postgres/embedded'
import { freePort } from '../free-port.ts'
import { programNamed } from './programs.ts'

export type Pooler = {
  /** The same database through the pooler. */
  url(direct: string): string
  stop(): Promise<void>
}

/** PgBouncer in transaction mode before the PostgreSQL of a socket address, with fewer connections than clients. */
export async function startPgBouncer(direct: string): Promise<Pooler> {
  const folder = mkdtempSync(join(tmpdir(), 'todo-pgbouncer-'))
  chmodSync(folder, 0o755)
  const port = await freePort()
  writeFileSync(join(folder, 'users'), '"postgres" ""\n')
  writeFileSync(join(folder, 'pgbouncer.ini'), settings(folder, port, new URL(local(direct)).searchParams))
  const child = spawnAsOwner(join(folder, 'pgbouncer.ini'))
  let said = ''
  child.stderr?.on('data', (part) => {
    said += part
  })
  const ended = once(child, 'close')
  while (!(await answers(port))) {
    if (child.exitCode !== null) throw new Error(said)
    await sleep(10)
  }
  return {
    url: (address) => `postgresql://postgres@127.0.0.1:${port}${new URL(local(address)).pathname}`,
    async stop() {
      child.kill('SIGKILL')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** An address of a socket names no host, which JavaScript's URLs want. */
const local = (address: string): string => address.replace('@/', '@localhost/')

const settings = (folder: string, port: number, target: URLSearchParams): string =>
  `[databases]
* = host=${target.get('host')} port=${target.get('port')} user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = trust
auth_file = ${join(folder, 'users')}
pool_mode = transaction
default_pool_size = 3
max_client_conn = 200
server_login_retry = 1
`

/** As the user whom the database runs as: root is refused, and the socket's folder is closed to others. */
function spawnAsOwner(file: string): ChildProcess {
  const { user } = identityFor(file, [])
  return spawn(programNamed('pgbouncer'), [file], {
    ...(user ?? {}),
    stdio: ['ignore', 'ignore', 'pipe'],
    cwd: '/',
  })
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}
