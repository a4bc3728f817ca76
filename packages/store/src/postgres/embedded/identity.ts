import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, type Stats, statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname } from 'node:path'
import { EmbeddedPostgresError } from './errors.ts'

/** As whom PostgreSQL runs, which refuses to be root. */
export type Identity = {
  /** `null`: as the user who runs us. */
  user: { uid: number; gid: number } | null
  /** What stands before the command. */
  prefix: readonly string[]
}

const userName = 'postgres'
const setpriv = '/usr/bin/setpriv'

/**
 * Whom to run PostgreSQL as: an ordinary user is used as is; for root it is the owner of the data that is there,
 * else the user `postgres`, made where there is none. `folders` are what it must get at.
 * Throws `USER_WITHOUT_NAME`, `FOLDER_UNREACHABLE`.
 */
export function identityFor(pgdata: string, folders: readonly string[]): Identity {
  if (process.getuid?.() !== 0) {
    refuseNameless()
    return { user: null, prefix: [] }
  }
  const user = ownerOf(pgdata) ?? passwdEntry(userName) ?? madeUser() ?? passwdEntry('nobody')
  if (!user) {
    throw new EmbeddedPostgresError(
      'USER_WITHOUT_NAME',
      `PostgreSQL does not run as root, and the user ${userName} could not be made; make it, or set DATABASE_URL`,
    )
  }
  const closed = folders.find((folder) => !isReachable(folder, user))
  return { user, prefix: closed === undefined ? [] : throughClosedFolders(closed, user) }
}

/** `initdb` asks the system for the name of its user, and ends where there is none. */
function refuseNameless(): void {
  try {
    userInfo()
  } catch (error) {
    throw new EmbeddedPostgresError(
      'USER_WITHOUT_NAME',
      `The user ${process.getuid?.()} has no entry in /etc/passwd, which PostgreSQL needs; add one, or set DATABASE_URL`,
      error,
    )
  }
}

type User = { uid: number; gid: number }

function ownerOf(pgdata: string): User | null {
  if (!existsSync(pgdata)) return null
  const { uid, gid } = statSync(pgdata)
  return uid === 0 ? null : { uid, gid }
}

function passwdEntry(name: string): User | null {
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [entry, , uid, gid] = line.split(':')
    if (entry === name) return { uid: Number(uid), gid: Number(gid) }
  }
  return null
}

function madeUser(): User | null {
  const options = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', userName]
  try {
    execFileSync('useradd', options, { stdio: 'ignore', env: { PATH: '/usr/sbin:/sbin:/usr/bin:/bin' } })
    return passwdEntry(userName)
  } catch {
    return null
  }
}

/** Whether a user may go through every folder on the way, and into the last one. */
export function isReachable(path: string, user: User): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    if (existsSync(folder) && !mayEnter(statSync(folder), user)) return false
    if (folder === dirname(folder)) return true
  }
}

function mayEnter({ uid, gid, mode }: Stats, user: User): boolean {
  if (uid === user.uid) return (mode & 0o100) !== 0
  if (gid === user.gid) return (mode & 0o010) !== 0
  return (mode & 0o001) !== 0
}

/**
 * Root's own folders (`/root`, a clone in `mktemp -d`) are closed to everyone else. There PostgreSQL runs as the
 * other user, with the one right to pass file permissions: no more than root gave by starting it.
 */
function throughClosedFolders(folder: string, { uid, gid }: User): readonly string[] {
  if (!existsSync(setpriv)) {
    throw new EmbeddedPostgresError(
      'FOLDER_UNREACHABLE',
      `PostgreSQL does not run as root, and the user ${userName} cannot enter ${folder}; use another folder`,
    )
  }
  const right = '+dac_override'
  return [
    setpriv,
    `--reuid=${uid}`,
    `--regid=${gid}`,
    '--clear-groups',
    `--inh-caps=${right}`,
    `--ambient-caps=${right}`,
    // Without it access(2), by which initdb looks for its programs, leaves the right out of account.
    '--securebits=+no_setuid_fixup',
    '--',
  ]
}
