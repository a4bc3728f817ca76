import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'

const pauseMs = 200

/**
 * Runs something while no other process does. SQLite keeps the lock: the system lets go of it when a process ends,
 * however it ends, so nothing is ever left locked.
 */
export async function whileLocked<T>(file: string, signal: AbortSignal, run: () => Promise<T>): Promise<T> {
  const database = new DatabaseSync(file, { timeout: 0 })
  try {
    while (!take(database)) await delay(pauseMs, undefined, { signal })
    return await run()
  } finally {
    database.close()
  }
}

const busy = 5

function take(database: DatabaseSync): boolean {
  try {
    database.exec('BEGIN EXCLUSIVE')
    return true
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === busy) return false
    throw error
  }
}
