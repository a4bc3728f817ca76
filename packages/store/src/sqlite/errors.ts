import { accessSync, constants, statfsSync } from 'node:fs'
import { dirname } from 'node:path'

export type StoreFileCode =
  | 'NOT_A_DATABASE'
  | 'DAMAGED'
  | 'NEWER_VERSION'
  | 'DISK_FULL'
  | 'READ_ONLY'
  | 'NO_FOLDER'
  | 'BUSY'
  | 'CLOSED'
  | 'IO_ERROR'

const sentences: Record<StoreFileCode, (path: string) => string> = {
  NOT_A_DATABASE: (path) => `${path} is not a to-do list; nothing was changed`,
  DAMAGED: (path) => `${path} is damaged; nothing was changed. Restore a backup or an export`,
  NEWER_VERSION: (path) => `${path} was written by a newer version of todo; update todo to open it`,
  DISK_FULL: (path) => `No space is left for ${path}; nothing was changed`,
  READ_ONLY: (path) => `${path} cannot be written: the file or its folder is read-only`,
  NO_FOLDER: (path) => `The folder for ${path} cannot be made or entered`,
  BUSY: (path) => `${path} is held by another program; try again`,
  CLOSED: (path) => `${path} is closed`,
  IO_ERROR: (path) => `${path} cannot be read or written`,
}

/** What is wrong with the file itself. `message` is a sentence for a person, `code` is for programs. */
export class StoreFileError extends Error {
  readonly code: StoreFileCode
  readonly path: string

  constructor(code: StoreFileCode, path: string, options?: ErrorOptions) {
    super(sentences[code](path), options)
    this.name = 'StoreFileError'
    this.code = code
    this.path = path
  }
}

/** SQLite's primary result codes that mean something to a person. */
const codes: Readonly<Record<number, StoreFileCode>> = {
  5: 'BUSY',
  6: 'BUSY',
  8: 'READ_ONLY',
  11: 'DAMAGED',
  13: 'DISK_FULL',
  15: 'BUSY',
  26: 'NOT_A_DATABASE',
}

const ioFailed = 10
const cannotOpen = 14

/** The error to show for whatever SQLite or the file system threw; what has nothing to do with the file stays. */
export function fileError(error: unknown, path: string): unknown {
  if (error instanceof StoreFileError || !(error instanceof Error)) return error
  if ('errcode' in error && typeof error.errcode === 'number') {
    const primary = error.errcode & 0xff
    const code = primary === ioFailed || primary === cannotOpen ? diagnose(path) : codes[primary]
    return code ? new StoreFileError(code, path, { cause: error }) : error
  }
  if (!('code' in error)) return error
  if (error.code === 'ERR_INVALID_STATE') return new StoreFileError('CLOSED', path, { cause: error })
  const code = typeof error.code === 'string' ? systemCodes[error.code] : undefined
  return code ? new StoreFileError(code, path, { cause: error }) : error
}

const systemCodes: Readonly<Record<string, StoreFileCode>> = {
  EACCES: 'READ_ONLY',
  EPERM: 'READ_ONLY',
  EROFS: 'READ_ONLY',
  ENOSPC: 'DISK_FULL',
  EDQUOT: 'DISK_FULL',
  EISDIR: 'NOT_A_DATABASE',
  ENOENT: 'NO_FOLDER',
  ENOTDIR: 'NO_FOLDER',
  EEXIST: 'NO_FOLDER',
  ENAMETOOLONG: 'NO_FOLDER',
  EIO: 'IO_ERROR',
  EMFILE: 'IO_ERROR',
}

/** SQLite says only that it cannot: the disk and the permissions say why. */
function diagnose(path: string): StoreFileCode {
  const folder = dirname(path)
  try {
    accessSync(folder, constants.W_OK | constants.X_OK)
    accessSync(path, constants.R_OK | constants.W_OK)
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize < 1024 * 1024 ? 'DISK_FULL' : 'IO_ERROR'
  } catch {
    return 'READ_ONLY'
  }
}

const mayPass: readonly (number | undefined)[] = [5, 6, 15]

/** Whether another process is in the way for the moment, which SQLite's own wait does not cover everywhere. */
export function isBusy(error: unknown): boolean {
  return (
    error instanceof Error &&
    'errcode' in error &&
    typeof error.errcode === 'number' &&
    mayPass.includes(error.errcode & 0xff)
  )
}
