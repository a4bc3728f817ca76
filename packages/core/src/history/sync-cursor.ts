import { TodoError } from '../errors.ts'
import { decodeCursor, encodeCursor } from '../task/cursor.ts'

/** A place in the log of a space: everything up to and with `seq`. */
export type SyncCursor = { spaceId: string; seq: number }

/** Where a first load is at. All its pages have the same beginning: `head` and `since` (a time) are the first page's. */
export type SnapshotPlace = { spaceId: string; head: number; since: string; after: number }

/** The year 10000: later times are written in another form. */
const timeMsMax = 253_402_300_800_000

export function encodeSyncCursor({ spaceId, seq }: SyncCursor): string {
  return encodeCursor(['sync', spaceId, seq])
}

/** Throws `VALIDATION_FAILED` (at `since`) for a text that no answer gave. */
export function decodeSyncCursor(cursor: string): SyncCursor {
  const [, spaceId, seq] = decodeCursor(cursor, 'sync', 3, 'since')
  if (typeof spaceId !== 'string' || !isSeq(seq)) throw notOurs('since')
  return { spaceId, seq }
}

export function encodeSnapshotPlace({ spaceId, head, since, after }: SnapshotPlace): string {
  return encodeCursor(['snapshot', spaceId, head, Date.parse(since), after])
}

/** Throws `VALIDATION_FAILED` (at `page`) for a text that no answer gave. */
export function decodeSnapshotPlace(page: string): SnapshotPlace {
  const [, spaceId, head, sinceMs, after] = decodeCursor(page, 'snapshot', 5, 'page')
  if (typeof spaceId !== 'string' || !isSeq(head) || !isSeq(after)) throw notOurs('page')
  if (!isSeq(sinceMs) || sinceMs >= timeMsMax) throw notOurs('page')
  return { spaceId, head, since: new Date(sinceMs).toISOString(), after }
}

const isSeq = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0

const notOurs = (path: string): TodoError =>
  new TodoError('VALIDATION_FAILED', { issues: [{ path, message: 'Use the cursor of an answer of sync' }] })
