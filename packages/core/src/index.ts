export type { Context, WriteOptions } from './context.ts'
export * from './errors.ts'
export * from './history/answer.ts'
export * from './history/change.ts'
export * from './history/frame.ts'
export type { HistoryPage, HistoryQuery } from './history/history.ts'
export { invertOperations, type Undoable, type UndoableEvent } from './history/invert.ts'
export * from './history/operation.ts'
export {
  isRecent,
  recentSince,
  type SyncAnswer,
  type SyncEvents,
  type SyncQuery,
  type SyncSnapshot,
  seqAfter,
} from './history/sync.ts'
export { decodeSyncCursor, encodeSyncCursor, type SyncCursor } from './history/sync-cursor.ts'
export * from './history/sync-wire.ts'
export type { BulkUndoInput } from './history/undo.ts'
export type { UndoInput, UndoWritten } from './history/undo-written.ts'
export * from './interchange/document.ts'
export type { ImportInput, ImportWritten } from './interchange/import.ts'
export { createKeyedLock } from './keyed-lock.ts'
export * from './ports.ts'
export * from './replica/replica.ts'
export { compareText } from './search/compare.ts'
export * from './search/tokens.ts'
export * from './service.ts'
export type { BatchWritten } from './task/batch.ts'
export type { TaskWritten } from './task/change-task.ts'
export * from './task/codec.ts'
export type { BatchCommand, Command } from './task/command.ts'
export { decide } from './task/decide.ts'
export * from './task/list-query.ts'
export * from './task/page.ts'
export { initialPosition, isPosition, positionBetween } from './task/position.ts'
export type { PurgeWritten } from './task/purge.ts'
export * from './task/rules.ts'
export type { SearchQuery } from './task/search.ts'
export type { TagsWritten } from './task/tags.ts'
export * from './task/task.ts'
export { type TokenScope, tokenScopes, userScopes } from './token-scopes.ts'
export { withoutUndefined } from './without-undefined.ts'
