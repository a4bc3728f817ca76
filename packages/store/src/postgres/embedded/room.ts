import { statfsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import type { Change } from '@todo/core'
import { StorageFullError } from '../errors.ts'

/** A file of PostgreSQL's log. Where it cannot begin the next one it ends, and then nothing can be read either. */
const logFileBytes = 16 * 1024 * 1024
const reserveBytes = 3 * logFileBytes
/** What a task with all its text may take in tables, indexes, history and log together. */
const editBytes = 16 * 1024
/** In so little time nobody writes the reserve full. */
const lookEveryMs = 250

/**
 * Refuses changes while the disk of a data folder has less room than PostgreSQL needs to live, so that reading goes
 * on. Throws `StorageFullError`.
 */
export function keepReserve(folder: string): (change: Pick<Change, 'edits'>) => Promise<void> {
  let free = Promise.resolve(0)
  let lookedAt = Number.NEGATIVE_INFINITY
  return async ({ edits }) => {
    const now = performance.now()
    if (now - lookedAt >= lookEveryMs) {
      free = freeBytes(folder)
      lookedAt = now
    }
    if ((await free) < reserveBytes + edits.length * editBytes) throw new StorageFullError()
  }
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

/** Whether PostgreSQL may not start for want of room. What it has to say of that may not fit on the disk either. */
export function hasNoRoom(folder: string, said: string): boolean {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize < logFileBytes || said.includes('No space left on device')
}
