import { decodeSyncCursor, type TaskService, TodoError } from '@todo/core'
import type { Caller } from './caller.ts'
import { listUris, urisOf } from './lists.ts'

export type FollowInput = {
  tasks: Pick<TaskService, 'sync'>
  caller: Pick<Caller, 'today' | 'follow'>
  /** Told of each resource that changed, once for what came together. */
  publish(uri: string): void
  onError(error: unknown): void
}

/** The end of the log: what happens from now on comes after it. */
export async function logEnd(tasks: FollowInput['tasks']): Promise<string> {
  return (await tasks.sync({ limit: 1 })).cursor
}

/** Says which resources change after a cursor, until it is ended. Hints may be lost or repeated; the log is the truth. */
export function followChanges(since: Promise<string>, input: FollowInput): () => void {
  const follower = new Follower(since, input)
  const unfollow = input.caller.follow?.(follower)
  return () => {
    follower.close()
    unfollow?.()
  }
}

class Follower {
  readonly #input: FollowInput
  #cursor: string | null = null
  #isWoken = false
  #isReading = true
  #isClosed = false

  constructor(since: Promise<string>, input: FollowInput) {
    this.#input = input
    since.then(
      (cursor) => {
        this.#cursor = cursor
        this.#isReading = false
        // Something may have happened since the cursor was read.
        this.wake()
      },
      (error) => input.onError(error),
    )
  }

  seq(): number {
    return this.#cursor === null ? 0 : decodeSyncCursor(this.#cursor).seq
  }

  wake(): void {
    this.#isWoken = true
    if (this.#isReading || this.#isClosed) return
    this.#isReading = true
    void this.#readOn()
  }

  close(): void {
    this.#isClosed = true
  }

  async #readOn(): Promise<void> {
    try {
      while (this.#isWoken && !this.#isClosed) {
        this.#isWoken = false
        await this.#readToEnd()
      }
    } catch (error) {
      this.#input.onError(error)
    } finally {
      this.#isReading = false
    }
  }

  async #readToEnd(): Promise<void> {
    for (let hasMore = true; hasMore && !this.#isClosed && this.#cursor !== null; ) {
      const read = await this.#read(this.#cursor)
      if (this.#isClosed) return
      this.#cursor = read.cursor
      hasMore = read.hasMore
      for (const uri of read.uris) this.#input.publish(uri)
    }
  }

  async #read(since: string): Promise<{ cursor: string; hasMore: boolean; uris: ReadonlySet<string> }> {
    const { tasks, caller } = this.#input
    try {
      const answer = await tasks.sync({ since })
      if (answer.kind === 'snapshot' || answer.events.length === 0) {
        return { cursor: answer.cursor, hasMore: false, uris: new Set() }
      }
      const today = await caller.today()
      const uris = new Set(answer.events.flatMap((event) => urisOf(event, today)))
      return { cursor: answer.cursor, hasMore: answer.hasMore, uris }
    } catch (error) {
      if (!(error instanceof TodoError) || error.code !== 'SYNC_RESTART') throw error
      return { cursor: await logEnd(tasks), hasMore: false, uris: new Set(listUris()) }
    }
  }
}
