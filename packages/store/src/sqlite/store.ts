import type {
  Change,
  CommitResult,
  HistoryRequest,
  ListRequest,
  LogHead,
  OperationCandidate,
  OperationWithEvents,
  RecentRequest,
  Scope,
  Store,
  TagCount,
  Task,
  TaskEvent,
  TaskFilter,
  TaskRef,
  Total,
} from '@todo/core'
import { commitChange } from './commit.ts'
import { readFacts, type SqliteFacts } from './facts.ts'
import { SqliteFile, type SqliteOptions } from './file.ts'
import { findOperation, latestOperation, readEvents, readHistory } from './history.ts'
import { countTasks, listTasks, newestTasks, recentTasks } from './queries.ts'
import { numberOf, taskColumns, textOf, toTask } from './rows.ts'
import { findSpace } from './space.ts'

export { type StoreFileCode, StoreFileError } from './errors.ts'
export type { SqliteFacts } from './facts.ts'
export type { SqliteOptions } from './file.ts'

/** Every method throws {@link StoreFileError} where the file itself is at fault. */
export type SqliteStore = Store & {
  /** What `todo doctor` says about the file. Reads all of it. */
  facts(): Promise<SqliteFacts>
}

/**
 * The list in one SQLite file, shared by any number of processes. The file is made where it is missing, mode
 * 0600, its folder 0700. Throws {@link StoreFileError} and then leaves the file as it is.
 */
export function openSqliteStore(path: string, options: SqliteOptions = {}): SqliteStore {
  return new FileStore(new SqliteFile(path, options))
}

export class FileStore implements SqliteStore {
  readonly #file: SqliteFile

  constructor(file: SqliteFile) {
    this.#file = file
  }

  async load(scope: Scope, refs: readonly TaskRef[]): Promise<Task[]> {
    const space = this.#space(scope)
    if (space === null) return []
    const found = new Map<string, Task>()
    for (const ref of refs) {
      const column = typeof ref === 'number' ? 'number' : 'id'
      const sql = `SELECT ${taskColumns} FROM tasks WHERE space = ? AND ${column} = ?`
      for (const tuple of this.#file.tuples(sql, space, ref)) {
        const task = toTask(tuple)
        found.set(task.id, task)
      }
    }
    return [...found.values()]
  }

  async commit(scope: Scope, change: Change): Promise<CommitResult> {
    return commitChange(this.#file, scope, change)
  }

  async list(scope: Scope, request: ListRequest): Promise<Task[]> {
    const space = this.#space(scope)
    return space === null ? [] : listTasks(this.#file, space, request)
  }

  async count(scope: Scope, filter: TaskFilter, limit: number): Promise<Total> {
    const space = findSpace(this.#file, scope)
    return space ? countTasks(this.#file, space, filter, limit) : { total: 0, isLowerBound: false }
  }

  async newest(scope: Scope, filter: TaskFilter, limit: number, before: number | null): Promise<Task[]> {
    const space = this.#space(scope)
    return space === null ? [] : newestTasks(this.#file, space, filter, limit, before)
  }

  async history(scope: Scope, request: HistoryRequest): Promise<OperationWithEvents[]> {
    const space = this.#space(scope)
    return space === null ? [] : readHistory(this.#file, space, request)
  }

  async operation(scope: Scope, id: string): Promise<OperationWithEvents | null> {
    const space = this.#space(scope)
    return space === null ? null : findOperation(this.#file, space, id)
  }

  async latest(scope: Scope, candidate: OperationCandidate): Promise<OperationWithEvents | null> {
    const space = this.#space(scope)
    return space === null ? null : latestOperation(this.#file, space, candidate)
  }

  async operationsPresent(scope: Scope, ids: readonly string[]): Promise<Set<string>> {
    const space = this.#space(scope)
    const sql = 'SELECT 1 FROM operations WHERE space = ? AND id = ?'
    return new Set(ids.filter((id) => this.#file.get(sql, space, id)))
  }

  async head(scope: Scope): Promise<LogHead> {
    return { seq: (findSpace(this.#file, scope)?.nextSeq ?? 1) - 1, epoch: 0 }
  }

  async events(scope: Scope, since: number, limit: number): Promise<TaskEvent[]> {
    const space = this.#space(scope)
    return space === null ? [] : readEvents(this.#file, space, since, limit)
  }

  async recent(scope: Scope, request: RecentRequest): Promise<Task[]> {
    const space = this.#space(scope)
    return space === null ? [] : recentTasks(this.#file, space, request)
  }

  async tags(scope: Scope): Promise<TagCount[]> {
    const sql = 'SELECT tag, open, total FROM tag_counts WHERE space = ? AND total > 0 ORDER BY tag'
    return this.#file.all(sql, this.#space(scope)).map((row) => ({
      tag: textOf(row, 'tag'),
      open: numberOf(row, 'open'),
      total: numberOf(row, 'total'),
    }))
  }

  async facts(): Promise<SqliteFacts> {
    return readFacts(this.#file)
  }

  async close(): Promise<void> {
    this.#file.close()
  }

  /** The key of the scope's space; `null` until its first change. */
  #space(scope: Scope): number | null {
    return findSpace(this.#file, scope)?.space ?? null
  }
}
