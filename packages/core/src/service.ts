import type { Context, WriteOptions } from './context.ts'
import { type HistoryPage, type HistoryQuery, listHistory } from './history/history.ts'
import { redo } from './history/redo.ts'
import { type SyncAnswer, type SyncQuery, sync } from './history/sync.ts'
import { type BulkUndoInput, undo, undoAll } from './history/undo.ts'
import type { UndoInput, UndoWritten } from './history/undo-written.ts'
import type { InterchangeFormat } from './interchange/document.ts'
import { exportTasks } from './interchange/export.ts'
import { type ImportInput, type ImportWritten, importTasks } from './interchange/import.ts'
import type { TagCount } from './ports.ts'
import { type BatchWritten, batchTasks } from './task/batch.ts'
import type { TaskWritten } from './task/change-task.ts'
import type { BatchCommand } from './task/command.ts'
import { completeTask } from './task/complete.ts'
import { createTask } from './task/create.ts'
import { deleteTask } from './task/delete.ts'
import { getTask } from './task/get.ts'
import { listTasks } from './task/list.ts'
import type { ListQuery } from './task/list-query.ts'
import type { TaskPage } from './task/page.ts'
import { type PurgeWritten, purgeTasks } from './task/purge.ts'
import { reopenTask } from './task/reopen.ts'
import { restoreTask } from './task/restore.ts'
import { type SearchQuery, searchTasks } from './task/search.ts'
import { deleteTag, listTags, renameTag, type TagsWritten } from './task/tags.ts'
import type { CreateTaskInput, Task, TaskRef, UpdateTaskInput } from './task/task.ts'
import { updateTask } from './task/update.ts'

/** The verbs that every client uses, and nothing else: bound to one user, one author, one client. */
export type TaskService = {
  create(input: CreateTaskInput, options?: WriteOptions<TaskWritten>): Promise<TaskWritten>
  get(ref: TaskRef): Promise<Task>
  list(query?: ListQuery): Promise<TaskPage>
  search(query: SearchQuery): Promise<TaskPage>
  update(ref: TaskRef, input: UpdateTaskInput, options?: WriteOptions<TaskWritten>): Promise<TaskWritten>
  complete(ref: TaskRef, options?: WriteOptions<TaskWritten>): Promise<TaskWritten>
  reopen(ref: TaskRef, options?: WriteOptions<TaskWritten>): Promise<TaskWritten>
  delete(ref: TaskRef, options?: WriteOptions<TaskWritten>): Promise<TaskWritten>
  restore(ref: TaskRef, options?: WriteOptions<TaskWritten>): Promise<TaskWritten>
  purge(refs: readonly TaskRef[] | 'all', options?: WriteOptions<PurgeWritten>): Promise<PurgeWritten>
  batch(commands: readonly BatchCommand[], options?: WriteOptions<BatchWritten>): Promise<BatchWritten>
  history(query?: HistoryQuery): Promise<HistoryPage>
  /** Without `since` the tasks, page by page; with it the events after that cursor. */
  sync(query?: SyncQuery): Promise<SyncAnswer>
  undo(input?: UndoInput, options?: WriteOptions<UndoWritten>): Promise<UndoWritten>
  undoAll(input: BulkUndoInput, options?: WriteOptions<UndoWritten>): Promise<UndoWritten>
  redo(input?: UndoInput, options?: WriteOptions<UndoWritten>): Promise<UndoWritten>
  tags(): Promise<TagCount[]>
  renameTag(from: string, to: string, options?: WriteOptions<TagsWritten>): Promise<TagsWritten>
  deleteTag(tag: string, options?: WriteOptions<TagsWritten>): Promise<TagsWritten>
  import(input: ImportInput, options?: WriteOptions<ImportWritten>): Promise<ImportWritten>
  /** The whole list as a file, piece by piece; JSON has the trash and the history too. */
  export(format: InterchangeFormat): AsyncIterable<string>
}

/** The service over a store. */
export function createTaskService(context: Context): TaskService {
  return {
    create: (input, options) => createTask(context, input, options),
    get: (ref) => getTask(context, ref),
    list: (query) => listTasks(context, query),
    search: (query) => searchTasks(context, query),
    update: (ref, input, options) => updateTask(context, ref, input, options),
    complete: (ref, options) => completeTask(context, ref, options),
    reopen: (ref, options) => reopenTask(context, ref, options),
    delete: (ref, options) => deleteTask(context, ref, options),
    restore: (ref, options) => restoreTask(context, ref, options),
    purge: (refs, options) => purgeTasks(context, refs, options),
    batch: (commands, options) => batchTasks(context, commands, options),
    history: (query) => listHistory(context, query),
    sync: (query) => sync(context, query),
    undo: (input, options) => undo(context, input, options),
    undoAll: (input, options) => undoAll(context, input, options),
    redo: (input, options) => redo(context, input, options),
    tags: () => listTags(context),
    renameTag: (from, to, options) => renameTag(context, from, to, options),
    deleteTag: (tag, options) => deleteTag(context, tag, options),
    import: (input, options) => importTasks(context, input, options),
    export: (format) => exportTasks(context, format),
  }
}
