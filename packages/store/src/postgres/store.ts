import {
  type Change,
  type CommitResult,
  countsFromTotals,
  type HistoryRequest,
  isUuid,
  type ListRequest,
  type LogHead,
  type OperationCandidate,
  type OperationWithEvents,
  type RecentRequest,
  type Scope,
  type SealedChange,
  type Store,
  type TagCount,
  type Task,
  type TaskEvent,
  type TaskFilter,
  type TaskRef,
  type Total,
} from '@todo/core'
import type pg from 'pg'
import { commitMany, RefusedChange, refusalOf } from './commit-many.ts'
import { commitOnce, fitsOnce } from './commit-once.ts'
import { createOnce, isCreation } from './create-once.ts'
import { cold, createPool, Database, hot, type PoolOptions, type PreparedMode } from './database.ts'
import { codeOf, constraintOf, SpaceMissingError } from './errors.ts'
import { whole } from './filter.ts'
import { historyStatement, latestStatements, operationStatement } from './history.ts'
import { type Bound, countStatement, listStatement, newestStatement } from './list.ts'
import { operationsOf } from './rows.ts'
import { eventsOf, eventsStatement, headStatement, recentStatement } from './sync.ts'
import { TaskLoader } from './task-loader.ts'
import { taskColumns, tasksOf } from './task-rows.ts'

/** A pool that the caller keeps and closes, for instance one shared with Better Auth. */
export type SharedPool = { pool: pg.Pool; prepared?: PreparedMode }

export type StoreOptions = {
  /** Asked before each commit; what it throws refuses the change. */
  admit?: (change: Change) => Promise<void>
}

/**
 * The store on a migrated PostgreSQL. Spaces must exist: each user's is made with its row in `users`.
 * Besides the errors of the port its methods throw `StoreUnavailableError` or `StorageFullError` where the database is
 * the trouble, and `SpaceMissingError` for a write into a space that is gone. `close` ends the pool that was made here.
 */
export function createPostgresStore(options: (PoolOptions | SharedPool) & StoreOptions): Store {
  const shared = 'pool' in options
  const pool = shared ? options.pool : createPool(options)
  const { prepared = 'auto', admit = async () => {} } = options
  return new PostgresStore(new Database(pool, prepared), !shared, admit)
}

const intMax = 2 ** 31 - 1

class PostgresStore implements Store {
  readonly #database: Database
  readonly #byId: TaskLoader
  readonly #byNumber: TaskLoader
  readonly #ownsPool: boolean
  readonly #admit: (change: Change) => Promise<void>
  #closed: Promise<void> | null = null

  constructor(database: Database, ownsPool: boolean, admit: (change: Change) => Promise<void>) {
    this.#database = database
    this.#byId = new TaskLoader(database, 'id')
    this.#byNumber = new TaskLoader(database, 'number')
    this.#ownsPool = ownsPool
    this.#admit = admit
  }

  #run({ statement, values }: Bound) {
    return this.#database.query(statement, values)
  }

  async load({ spaceId }: Scope, refs: readonly TaskRef[]): Promise<Task[]> {
    const ids = refs.filter((ref) => typeof ref === 'string' && isUuid(ref))
    const numbers = refs.filter(
      (ref) => typeof ref === 'number' && Number.isInteger(ref) && ref > 0 && ref <= intMax,
    )
    if (ids.length + numbers.length === 0) return []
    const [ref] = refs
    if (ref !== undefined && refs.length === 1) {
      const task = await (ids.length === 1 ? this.#byId : this.#byNumber).load(spaceId, ref)
      return task ? [task] : []
    }
    return inOrderOf(refs, tasksOf(await this.#database.query(loadSeveral, [spaceId, ids, numbers])))
  }

  async commit(scope: Scope, change: Change): Promise<CommitResult> {
    await this.#admit(change)
    try {
      const sealed = await commitBest(this.#database, scope, change)
      return { outcome: 'committed', tasks: sealed.tasks, events: sealed.events }
    } catch (error) {
      if (constraintOf(error) === 'tasks_user_id_fkey') throw new SpaceMissingError()
      if (!isRefusal(error)) throw error
      return (await refusalOf(this.#database, scope, change)) ?? { outcome: 'conflict' }
    }
  }

  async list({ spaceId }: Scope, request: ListRequest): Promise<Task[]> {
    return tasksOf(await this.#run(listStatement(spaceId, request)))
  }

  async count({ spaceId }: Scope, filter: TaskFilter, limit: number): Promise<Total> {
    const byStatus = countsFromTotals(filter)
    if (byStatus && !(filter.trash && filter.statuses.length > 0)) return this.#totals(spaceId, filter)
    const most = byStatus ? Number.MAX_SAFE_INTEGER - 1 : limit
    const [row] = await this.#run(countStatement(spaceId, filter, most + 1))
    const total = Number(row?.[0] ?? 0)
    return total > most ? { total: most, isLowerBound: true } : { total, isLowerBound: false }
  }

  async #totals(spaceId: string, { trash, statuses }: TaskFilter): Promise<Total> {
    const [row] = await this.#database.query(totals, [spaceId])
    const [pending = 0, inProgress = 0, done = 0, inTrash = 0] = (row ?? []).map(Number)
    const byStatus = { pending, in_progress: inProgress, done }
    const wanted = statuses.length > 0 ? new Set(statuses) : (['pending', 'in_progress', 'done'] as const)
    const total = trash ? inTrash : [...wanted].reduce((sum, status) => sum + byStatus[status], 0)
    return { total, isLowerBound: false }
  }

  async newest(
    { spaceId }: Scope,
    filter: TaskFilter,
    limit: number,
    before: number | null,
  ): Promise<Task[]> {
    return tasksOf(await this.#run(newestStatement(spaceId, filter, limit, before)))
  }

  async history({ spaceId }: Scope, request: HistoryRequest): Promise<OperationWithEvents[]> {
    if (request.taskId !== null && !isUuid(request.taskId)) return []
    return operationsOf(await this.#run(historyStatement(spaceId, request)))
  }

  async operation({ spaceId }: Scope, id: string): Promise<OperationWithEvents | null> {
    if (!isUuid(id)) return null
    return operationsOf(await this.#database.query(operationStatement, [spaceId, id]))[0] ?? null
  }

  async latest({ spaceId }: Scope, candidate: OperationCandidate): Promise<OperationWithEvents | null> {
    return operationsOf(await this.#database.query(latestStatements[candidate], [spaceId]))[0] ?? null
  }

  async operationsPresent({ spaceId }: Scope, ids: readonly string[]): Promise<Set<string>> {
    const named = ids.filter(isUuid)
    if (named.length === 0) return new Set()
    const rows = await this.#database.query(present, [spaceId, named])
    return new Set(rows.flatMap(([id]) => id ?? []))
  }

  async head({ spaceId }: Scope): Promise<LogHead> {
    const [row] = await this.#database.query(headStatement, [spaceId])
    return { seq: Number(row?.[0] ?? 0), epoch: Number(row?.[1] ?? 0) }
  }

  async events({ spaceId }: Scope, since: number, limit: number): Promise<TaskEvent[]> {
    return eventsOf(await this.#database.query(eventsStatement, [spaceId, whole(since), whole(limit)]))
  }

  async recent({ spaceId }: Scope, { since, after, limit }: RecentRequest): Promise<Task[]> {
    const values = [spaceId, since, whole(after, intMax), whole(limit)]
    return tasksOf(await this.#database.query(recentStatement, values))
  }

  async tags({ spaceId }: Scope): Promise<TagCount[]> {
    const rows = await this.#database.query(tagCounts, [spaceId])
    return rows.map(([tag, open, total]) => ({ tag: tag ?? '', open: Number(open), total: Number(total) }))
  }

  close(): Promise<void> {
    if (!this.#ownsPool) return Promise.resolve()
    this.#closed ??= this.#database.pool.end()
    return this.#closed
  }
}

/** By the cheapest statement that can say it. */
function commitBest(database: Database, scope: Scope, change: Change): Promise<SealedChange> {
  if (isCreation(change)) return createOnce(database, scope, change)
  return fitsOnce(change) ? commitOnce(database, scope, change) : commitMany(database, scope, change)
}

/** So that the events of a change come in the order in which its tasks were named, as from every store. */
function inOrderOf(refs: readonly TaskRef[], tasks: readonly Task[]): Task[] {
  const byRef = new Map<TaskRef, Task>(
    tasks.flatMap((task) => [[task.id, task] as const, [task.number, task] as const]),
  )
  return [...new Set(refs.flatMap((ref) => byRef.get(ref) ?? []))]
}

/** A row that was not as the change found it, or one that is there already. */
function isRefusal(error: unknown): boolean {
  if (error instanceof RefusedChange || codeOf(error) === 'TD409') return true
  const constraint = constraintOf(error)
  return constraint === 'tasks_pkey' || constraint === 'operations_pkey'
}

const loadSeveral = cold(`SELECT ${taskColumns} FROM tasks
  WHERE space_id = $1::uuid AND (id = ANY ($2::uuid[]) OR number = ANY ($3::int[]))`)
const totals = hot('SELECT pending, in_progress, done, trash FROM space_counters WHERE space_id = $1::uuid')
const present = cold('SELECT id FROM operations WHERE space_id = $1::uuid AND id = ANY ($2::uuid[])')
const tagCounts = cold(`
  SELECT tag, count(*) FILTER (WHERE status <> 'done'), count(*) FROM tasks, unnest(tags) AS tag
  WHERE space_id = $1::uuid AND deleted_at IS NULL GROUP BY tag ORDER BY tag COLLATE "C"`)
