import { createHash } from 'node:crypto'
import { chownSync, lstatSync, mkdirSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { codeOf } from '../errors.ts'
import { port, superuser } from './cluster.ts'
import { EmbeddedPostgresError } from './errors.ts'
import { type Identity, isReachable } from './identity.ts'

/** A socket's path fits into 107 bytes, whatever the data folder's. */
const socketPathMax = 107

/**
 * The folder for the socket of a data folder: 0700, in the system's temporary folder, named by the data
 * folder's hash. Where someone else took that name the next one is used. Throws `START_FAILED`.
 */
export function makeSocketFolder(pgdata: string, identity: Identity): string {
  const name = `todo-${createHash('sha256').update(realpathSync(pgdata)).digest('hex').slice(0, 12)}`
  const bases = [...new Set([tmpdir(), '/tmp', '/var/tmp'])].filter((base) => suits(base, identity))
  for (const base of bases) {
    for (const suffix of ['', '-1', '-2', '-3']) {
      const folder = join(base, name + suffix)
      if (Buffer.byteLength(join(folder, `.s.PGSQL.${port}`)) <= socketPathMax && take(folder, identity)) {
        return folder
      }
    }
  }
  throw new EmbeddedPostgresError(
    'START_FAILED',
    'No temporary folder can hold the socket of the database; set TMPDIR to one that is writable',
  )
}

function suits(base: string, { user, prefix }: Identity): boolean {
  return !user || prefix.length > 0 || isReachable(base, user)
}

/** Whether the folder is ours alone: a name in a folder that all may write to could be anybody's. */
function take(folder: string, { user }: Identity): boolean {
  try {
    mkdirSync(folder, { mode: 0o700 })
    if (user) chownSync(folder, user.uid, user.gid)
    return true
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') return false
  }
  const found = lstatSync(folder)
  return found.isDirectory() && found.uid === (user?.uid ?? process.getuid?.()) && (found.mode & 0o077) === 0
}

/**
 * What a statement fails with is told to whoever sent it. PostgreSQL's log would quote what people wrote: the address
 * that is there already, the row that breaks a rule.
 */
const sessionOptions = encodeURIComponent('-c log_min_messages=fatal')

/** The URL of a database behind a socket. What stands in it wins over PG* variables. */
export function socketUrl(socketFolder: string, database: string): string {
  const host = encodeURIComponent(socketFolder)
  return `postgresql://${superuser}@/${database}?host=${host}&port=${port}&sslmode=disable&options=${sessionOptions}`
}
