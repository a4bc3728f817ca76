import {
  type HistoryPage,
  type HistoryQuery,
  syncFromWire,
  type TaskService,
  taskFromWire,
  type UndoWritten,
} from '@todo/core'
import type { HistoryAnswer, SyncPage, TagsAnswer, TagsWrittenAnswer, UndoAnswer } from '@todo/core/schemas'
import { bodyOf, writtenOf } from './answer.ts'
import type { Transport } from './transport.ts'
import { historyToQuery, operationFromWire } from './wire.ts'

type HistoryVerbs = Pick<
  TaskService,
  'history' | 'sync' | 'undo' | 'undoAll' | 'redo' | 'tags' | 'renameTag' | 'deleteTag'
>

/** The most that the server gives in one page. */
const pageMax = 100

export function historyVerbs(transport: Transport): HistoryVerbs {
  const { call } = transport
  return {
    history: (query = {}) => history(transport, query),
    // How long a page is, is the server's to say.
    sync: async ({ since, page } = {}) =>
      syncFromWire(await bodyOf<SyncPage>(await call('sync', { query: { since, page } }))),
    undo: async ({ operationId: id } = {}, options = {}) =>
      undoWritten(await call('undo', { json: { ...(id && { operation_id: id }) }, ...options })),
    undoAll: async ({ dryRun, ...rest }, options = {}) =>
      undoWritten(await call('undo', { json: { ...rest, ...(dryRun && { dry_run: true }) }, ...options })),
    redo: async ({ operationId: id } = {}, options = {}) =>
      undoWritten(await call('redo', { json: { ...(id && { operation_id: id }) }, ...options })),
    tags: async () => {
      const { tags } = await bodyOf<TagsAnswer>(await call('listTags'))
      return [...tags]
    },
    renameTag: async (from, to, options = {}) =>
      tagsWritten(await call('renameTag', { json: { from, to }, ...options })),
    deleteTag: async (tag, options = {}) =>
      tagsWritten(await call('deleteTag', { path: { tag }, ...options })),
  }
}

async function history(transport: Transport, query: HistoryQuery): Promise<HistoryPage> {
  const { limit } = query
  if (limit === undefined || limit <= pageMax) return historyPage(transport, query)
  let page = await historyPage(transport, { ...query, limit: pageMax })
  const operations = [...page.operations]
  while (page.nextCursor !== null && operations.length < limit) {
    const size = Math.min(pageMax, limit - operations.length)
    page = await historyPage(transport, { ...query, limit: size, cursor: page.nextCursor })
    operations.push(...page.operations)
  }
  return { operations, nextCursor: page.nextCursor }
}

async function historyPage({ call }: Transport, query: HistoryQuery): Promise<HistoryPage> {
  const answer = await bodyOf<HistoryAnswer>(await call('listHistory', { query: historyToQuery(query) }))
  return { operations: answer.operations.map(operationFromWire), nextCursor: answer.next_cursor }
}

async function undoWritten(response: Response): Promise<UndoWritten> {
  const { operation_id, reverts, tasks } = await bodyOf<UndoAnswer>(response)
  const { replayed } = writtenOf(response)
  return { operationId: operation_id, reverts, tasks: tasks.map(taskFromWire), replayed }
}

async function tagsWritten(response: Response) {
  const { operation_id, tasks } = await bodyOf<TagsWrittenAnswer>(response)
  const { replayed } = writtenOf(response)
  return { operationId: operation_id, tasks: tasks.map(taskFromWire), replayed }
}
