import { TodoError } from '../errors.ts'
import { decodeCursor, encodeCursor } from '../task/cursor.ts'

/**
 * A place in the log of a space: everything up to and with `seq`. A log that was taken back to an earlier state goes on
 * in another epoch, since its numbers then stand for other events.
 */
export type SyncCursor = { spaceId: string; epoch: number; seq: number }

/** Where a first load is at. All its pages have the same beginning: `head` and `since` (a time) are the first page's. */
export type SnapshotPlace = { spaceId: string; epoch: number; head: number; since: string; after: number }

/** The year 10000: later times are written in another form. */
const timeMsMax = 253_402_300_800_000

export function encodeSyncCursor({ spaceId, epoch, seq }: SyncCursor): string {
  return encodeCursor(['sync', spaceId, epoch, seq])
}

/** Throws `VALIDATION_FAILED` (at `since`) for a text that no answer gave. */
export function decodeSyncCursor(cursor: string): SyncCursor {
  const [, spaceId, epoch, seq] = decodeCursor(cursor, 'sync', 4, 'since')
  if (typeof spaceId !== 'string' || !isSeq(epoch) || !isSeq(seq)) throw notOurs('since')
  return { spaceId, epoch, seq }
}

export function encodeSnapshotPlace({ spaceId, epoch, head, since, after }: SnapshotPlace): string {
  return encodeCursor(['snapshot', spaceId, epoch, head, Date.parse(since), after])
}

/** Throws `VALIDATION_FAILED` (at `page`) for a text that no answer gave. */
export function decodeSnapshotPlace(page: string): SnapshotPlace {
  const [, spaceId, epoch, head, sinceMs, after] = decodeCursor(page, 'snapshot', 6, 'page')
  if (typeof spaceId !== 'string' || !isSeq(epoch) || !isSeq(head) || !isSeq(after)) throw notOurs('page')
  if (!isSeq(sinceMs) || sinceMs >= timeMsMax) throw notOurs('page')
  return { spaceId, epoch, head, since: new Date(sinceMs).toISOString(), after }
}

const isSeq = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0

const notOurs = (path: string): TodoError =>
  new TodoError('VALIDATION_FAILED', { issues: [{ path, message: 'Use the cursor of an answer of sync' }] })
