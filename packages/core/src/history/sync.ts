import type { Context } from '../context.ts'
import { refuseIssues, TodoError } from '../errors.ts'
import type { LogHead } from '../ports.ts'
import type { Task } from '../task/task.ts'
import type { TaskEvent } from './operation.ts'
import {
  decodeSnapshotPlace,
  decodeSyncCursor,
  encodeSnapshotPlace,
  encodeSyncCursor,
  type SnapshotPlace,
} from './sync-cursor.ts'

/** `since` and `page` exclude each other; without both, the first page of a first load. */
export type SyncQuery = {
  /** The cursor of an earlier answer: what happened after it. */
  since?: string
  /** The `nextPage` of an earlier answer. */
  page?: string
  limit?: number
}

/** A page of a first load. `cursor` is the same on every page: once all are there, ask for the events after it. */
export type SyncSnapshot = {
  kind: 'snapshot'
  tasks: readonly Task[]
  cursor: string
  nextPage: string | null
}

/** What happened after a cursor, in order. `cursor` is that of the last event. */
export type SyncEvents = {
  kind: 'events'
  events: readonly TaskEvent[]
  cursor: string
  hasMore: boolean
}

export type SyncAnswer = SyncSnapshot | SyncEvents

const pageSizeDefault = 500
/** A replica that missed more than this is faster loaded anew. */
export const eventsBehindMax = 50_000
/** A replica holds what was done or put in the trash in this many days, and all that is open. */
export const recentDays = 90

/**
 * The log of the space, for replicas: a first load in pages, then events. Pages may be newer than the cursor that
 * comes with them; the events after it bring every task to where it stands. Throws `SYNC_RESTART` for a cursor of
 * another list or epoch, one ahead of the log, or one too far behind; `VALIDATION_FAILED` for one that is none.
 */
export async function sync(context: Context, query: SyncQuery = {}): Promise<SyncAnswer> {
  const { since, page, limit = pageSizeDefault } = query
  if (since === undefined) return snapshot(context, page, limit)
  if (page !== undefined) refuseIssues([{ path: 'page', message: 'Use either since or page' }])
  return eventsAfter(context, since, limit)
}

async function snapshot(context: Context, page: string | undefined, limit: number): Promise<SyncSnapshot> {
  const { store, scope } = context
  const place = page === undefined ? await beginning(context) : placeOf(context, page)
  const { spaceId, epoch, head, since, after } = place
  const rows = await store.recent(scope, { since, after, limit: limit + 1 })
  const tasks = rows.slice(0, limit)
  const last = rows.length > limit ? tasks.at(-1) : undefined
  return {
    kind: 'snapshot',
    tasks,
    cursor: encodeSyncCursor({ spaceId, epoch, seq: head }),
    nextPage: last ? encodeSnapshotPlace({ ...place, after: last.number }) : null,
  }
}

/** The head is read before the first row, so that no event falls between the two. */
async function beginning({ store, scope, clock }: Context): Promise<SnapshotPlace> {
  const { epoch, seq } = await store.head(scope)
  return { spaceId: scope.spaceId, epoch, head: seq, since: recentSince(clock.now()), after: 0 }
}

function placeOf({ scope }: Context, page: string): SnapshotPlace {
  const place = decodeSnapshotPlace(page)
  if (place.spaceId !== scope.spaceId) throw new TodoError('SYNC_RESTART')
  return place
}

async function eventsAfter(context: Context, cursor: string, limit: number): Promise<SyncEvents> {
  const { store, scope } = context
  const { spaceId } = scope
  const head = await store.head(scope)
  const since = seqAfter(cursor, spaceId, head)
  const rows = await store.events(scope, since, limit + 1)
  const events = rows.slice(0, limit)
  const seq = events.at(-1)?.seq ?? since
  return {
    kind: 'events',
    events,
    cursor: encodeSyncCursor({ spaceId, epoch: head.epoch, seq }),
    hasMore: rows.length > limit,
  }
}

/** The sequence number that a cursor stands for, where the log can go on from it. Throws as {@link sync}. */
export function seqAfter(cursor: string, spaceId: string, head: LogHead): number {
  const { spaceId: of, epoch, seq } = decodeSyncCursor(cursor)
  const isOfLog = of === spaceId && epoch === head.epoch
  if (!isOfLog || seq > head.seq || head.seq - seq > eventsBehindMax) throw new TodoError('SYNC_RESTART')
  return seq
}

/** The time from which on done and deleted tasks count as recent. */
export function recentSince(nowMs: number): string {
  return new Date(nowMs - recentDays * 24 * 3600 * 1000).toISOString()
}

/** Whether a replica holds a task: an open one, or one that was done or put in the trash at `since` or later. */
export function isRecent({ deletedAt, completedAt }: Task, since: string): boolean {
  if (deletedAt !== null) return deletedAt >= since
  return completedAt === null || completedAt >= since
}
