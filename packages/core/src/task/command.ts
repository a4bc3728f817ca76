import type { CreateTaskInput, TaskRef, UpdateTaskInput } from './task.ts'

export type CreateCommand = { op: 'create' } & CreateTaskInput
export type UpdateCommand = { op: 'update'; ref: TaskRef } & UpdateTaskInput
export type PlainCommand = { op: 'complete' | 'reopen' | 'delete' | 'restore' | 'purge'; ref: TaskRef }

/** One wish about one task; several make a batch. */
export type Command = CreateCommand | UpdateCommand | PlainCommand
/** What a batch may hold: a purge is final, so it stands alone. */
export type BatchCommand =
  | Exclude<Command, { op: 'purge' }>
  | { op: Exclude<PlainCommand['op'], 'purge'>; ref: TaskRef }
