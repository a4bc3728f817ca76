import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

type Process = { pid: number; parent: number; command: string }

/** PostgreSQL's first process on a data folder, as it says itself. */
export function postmasterOf(pgdata: string): number {
  return Number.parseInt(readFileSync(join(pgdata, 'postmaster.pid'), 'utf8'), 10)
}

/** Kills the first process and all that it started; one that is born meanwhile ends by itself. */
export function killPostgres(pgdata: string): void {
  const postmaster = postmasterOf(pgdata)
  const children = childrenOf(postmaster)
  for (const pid of [postmaster, ...children.map((child) => child.pid)]) kill(pid)
}

/** Kills one of the sessions that serve the API; PostgreSQL then ends all the others and recovers. */
export function killSession(pgdata: string, index: number): void {
  const sessions = childrenOf(postmasterOf(pgdata)).filter(({ command }) => / todo \[local\]/.test(command))
  const session = sessions[index % sessions.length]
  if (session) kill(session.pid)
}

export function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

function childrenOf(parent: number): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => processOf(Number(name)) ?? [])
    .filter((each) => each.parent === parent)
}

/** `null` for one that ended while it was looked at. */
function processOf(pid: number): Process | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    return { pid, parent: Number(/^PPid:\t(\d+)/m.exec(status)?.[1]), command }
  } catch {
    return null
  }
}
