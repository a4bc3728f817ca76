import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Cluster,
  identityFor,
  initCluster,
  launch,
  locateBinaries,
  makeSocketFolder,
  type Settings,
  socketUrl,
  untilReady,
} from '@todo/store/postgres/embedded'
import { otherPostgres } from './programs.ts'

export type OtherPostgres = {
  /** Where its data is, and what a test puts beside it. */
  folder: string
  /** Its address by the socket. */
  url: string
  stop(): Promise<void>
}

/** What a server gets before it starts. */
export type Preparation = { settings?: Settings; hostAccess?: string }

/** Starts the system's own PostgreSQL, which is older than ours and has the system's OpenSSL. */
export async function startOtherPostgres(
  prepare: (cluster: Cluster) => Preparation = () => ({}),
): Promise<OtherPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'todo-other-'))
  chmodSync(folder, 0o777)
  const programs = otherPostgres()
  const pgdata = join(folder, 'data')
  const identity = identityFor(pgdata, [folder, programs])
  const binaries = {
    ...locateBinaries(),
    folder: programs,
    initdb: join(programs, 'initdb'),
    postgres: join(programs, 'postgres'),
  }
  const cluster: Cluster = { binaries, identity, pgdata, logFile: join(folder, 'log') }
  await initCluster(cluster, ['--no-sync'])
  const { settings, hostAccess } = prepare(cluster)
  if (hostAccess !== undefined) writeFileSync(join(pgdata, 'pg_hba.conf'), hostAccess)
  const sockets = makeSocketFolder(pgdata, identity)
  const launched = launch(cluster, sockets, { fsync: 'off', ...settings })
  const stop = async (): Promise<void> => {
    process.kill(launched.pid, 'SIGQUIT')
    await launched.failed
    for (const each of [sockets, folder]) rmSync(each, { recursive: true, force: true })
  }
  const failure = await untilReady(cluster, launched)
  if (failure !== null) throw new Error(failure)
  return { folder, url: socketUrl(sockets, 'postgres'), stop }
}
