import type { TaskEvent } from '../history/operation.ts'
import type { SyncSnapshot } from '../history/sync.ts'
import { decodeSyncCursor, encodeSyncCursor } from '../history/sync-cursor.ts'
import type { Task } from '../task/task.ts'

/** A copy of a list: its tasks, and the place in the log up to which it follows them. */
export type Replica = {
  tasks: Map<string, Task>
  spaceId: string
  epoch: number
  seq: number
}

/** What became of events: which tasks they touched, and whether some before them are missing. */
export type Applied = { changed: ReadonlySet<string>; gap: boolean }

/** A replica with the first page of a first load. */
export function startReplica(page: Pick<SyncSnapshot, 'tasks' | 'cursor'>): Replica {
  const replica = { tasks: new Map<string, Task>(), ...decodeSyncCursor(page.cursor) }
  addPage(replica, page)
  return replica
}

/** Adds a further page of the same first load. All pages come before the first event. */
export function addPage(replica: Replica, { tasks, cursor }: Pick<SyncSnapshot, 'tasks' | 'cursor'>): void {
  if (cursor !== replicaCursor(replica)) throw new Error('This page is not of the load that was begun')
  for (const task of tasks) replica.tasks.set(task.id, task)
}

/**
 * Brings a replica forward, in place. Events may come in any order and more than once; what follows a gap is left
 * out, and has to be asked for again from the replica's cursor. The last event of a task says how it stands.
 */
export function applyEvents(
  replica: Replica,
  events: readonly Pick<TaskEvent, 'seq' | 'taskId' | 'task'>[],
): Applied {
  const changed = new Set<string>()
  for (const { seq, taskId, task } of events.toSorted((left, right) => left.seq - right.seq)) {
    if (seq <= replica.seq) continue
    if (seq > replica.seq + 1) return { changed, gap: true }
    replica.seq = seq
    if (task) replica.tasks.set(taskId, task)
    else replica.tasks.delete(taskId)
    changed.add(taskId)
  }
  return { changed, gap: false }
}

/** What to ask for events with, and to open a socket with. */
export function replicaCursor({ spaceId, epoch, seq }: Replica): string {
  return encodeSyncCursor({ spaceId, epoch, seq })
}

/** Whether a `hello` or `head` tells of events that the replica does not have. */
export function isBehind(replica: Replica, cursor: string): boolean {
  return decodeSyncCursor(cursor).seq > replica.seq
}
