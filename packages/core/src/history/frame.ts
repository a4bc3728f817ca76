import { type EventWire, eventToWire } from '../task/codec.ts'
import type { EventType, TaskEvent } from './operation.ts'
import { encodeSyncCursor, type SyncCursor } from './sync-cursor.ts'

export const liveKinds = ['task_created', 'task_updated', 'task_deleted'] as const
/** What an event means to a list: something came, changed or went. */
export type LiveKind = (typeof liveKinds)[number]

/** What a socket sends. Clients pass over types and members that they do not know. */
export type Frame =
  | { type: LiveKind; seq: number; cursor: string; payload: EventWire }
  /** All that happened before was sent; what follows is live. */
  | { type: 'hello'; cursor: string }
  /** How far the log is: a client that has less missed something, and asks `sync`. */
  | { type: 'head'; cursor: string }
  /** What agents propose was added to, or answered: ask for it again. */
  | { type: 'proposals' }
  /** The copy cannot be brought forward: load the list anew. The socket closes. */
  | { type: 'restart' }

/** Close codes of the socket besides those of RFC 6455. */
export const closeCodes = { restart: 4410, revoked: 4401, comeBack: 1012, tryLater: 1013 } as const

const kinds: Readonly<Record<EventType, LiveKind>> = {
  TaskCreated: 'task_created',
  TaskUpdated: 'task_updated',
  TaskCompleted: 'task_updated',
  TaskReopened: 'task_updated',
  TaskDeleted: 'task_deleted',
  TaskRestored: 'task_created',
  TaskPurged: 'task_deleted',
}

export const liveKindOf = (type: EventType): LiveKind => kinds[type]

export function eventToFrame(log: Omit<SyncCursor, 'seq'>, event: TaskEvent): Frame {
  const { type, seq } = event
  return { type: kinds[type], seq, cursor: encodeSyncCursor({ ...log, seq }), payload: eventToWire(event) }
}

export function cursorFrame(type: 'hello' | 'head', place: SyncCursor): Frame {
  return { type, cursor: encodeSyncCursor(place) }
}
