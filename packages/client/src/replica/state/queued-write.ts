import type { Actor, Command, TrackedField, UndoableEvent } from '@todo/core'
import type { WriteKind } from '../types.ts'

/** The form in which writes are kept on devices. A reader of a later form must still take this one. */
export const writeFormat = 1

/**
 * A write that the server does not have yet, or whose events have not come yet. It is kept as plain data and holds
 * all that sending needs, so that a later version of the app sends it to the letter as it was first sent: another
 * body under the same key would be refused.
 */
export type QueuedWrite = {
  format: typeof writeFormat
  /** The operation's id and `Idempotency-Key`. */
  id: string
  kind: WriteKind
  /** When it was made, as a time. */
  at: string
  request: WriteRequest
  effect: Effect
  /** The tasks that it touches here. */
  taskIds: readonly string[]
  /** Of each task the fields that it sets, with the value that was there: another one at the server is a conflict. */
  basis: Readonly<Record<string, FieldValues>>
  /** The place in the log that the device had when the write was made. */
  seq: number
  /** What the person had written, for the case of a refusal. */
  texts: readonly string[]
  /** Of undo and redo: the operation that is taken back. */
  target: string | null
  /** It may have reached the server: it can be repeated, and not be taken back unsent any more. */
  isTried: boolean
  /** The server has it; its events are on their way. */
  isAnswered: boolean
  /** The numbers and positions that the server gave to new tasks. */
  given: Readonly<Record<string, Given>>
}

export type FieldValues = Partial<Record<TrackedField, unknown>>
export type Given = { number: number | null; position: string }
export type WriteRequest = { method: 'POST' | 'PATCH' | 'DELETE'; path: string; body: string | null }

/** What a write makes of the tasks on the device until its events come. */
export type Effect =
  | { kind: 'commands'; commands: readonly Command[] }
  /** Takes an operation back; empty where the device does not know what the operation did. */
  | { kind: 'invert'; events: readonly UndoableEvent[] }

/** Who changed a field elsewhere. */
export type Author = { actor: Actor; client: string; at: string }
