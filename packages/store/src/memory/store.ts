import {
  type Change,
  type CommitResult,
  compareRows,
  compareText,
  countsFromTotals,
  type HistoryRequest,
  isRecent,
  type ListRequest,
  type LogHead,
  matchesFilter,
  type OperationCandidate,
  type OperationWithEvents,
  type RecentRequest,
  type Scope,
  type Store,
  sealChange,
  sortKey,
  type TagCount,
  type Task,
  type TaskEvent,
  type TaskFilter,
  type TaskRef,
  type Total,
} from '@todo/core'

type Space = {
  tasks: Map<string, Task>
  idByNumber: Map<number, string>
  operations: OperationWithEvents[]
  nextNumber: number
  nextSeq: number
}

/**
 * A store that ends with its process: for `todo --memory` and for tests. It answers by the definitions of core
 * (`matchesFilter`, `compareRows`), so it is also what the other adapters are compared with.
 */
export function createMemoryStore(): Store {
  return new MemoryStore()
}

class MemoryStore implements Store {
  readonly #spaces = new Map<string, Space>()
  /** Task ids are unique over all spaces, as in a database. */
  readonly #taskIds = new Set<string>()

  #space({ spaceId }: Scope): Space {
    let space = this.#spaces.get(spaceId)
    if (!space) {
      space = { tasks: new Map(), idByNumber: new Map(), operations: [], nextNumber: 1, nextSeq: 1 }
      this.#spaces.set(spaceId, space)
    }
    return space
  }

  async load(scope: Scope, refs: readonly TaskRef[]): Promise<Task[]> {
    const space = this.#space(scope)
    const ids = refs.map((ref) => (typeof ref === 'number' ? space.idByNumber.get(ref) : ref))
    return [...new Set(ids)].flatMap((id) => (id && space.tasks.get(id)) || [])
  }

  async commit(scope: Scope, change: Change): Promise<CommitResult> {
    const space = this.#space(scope)
    const refusal = this.#refusal(space, change)
    if (refusal) return refusal
    const sealed = sealChange(change, space)
    Object.assign(space, sealed.counters)
    for (const [index, edit] of change.edits.entries())
      this.#put(space, edit.before, sealed.tasks[index] ?? null)
    for (const { operation, events } of sealed.history) addOperation(space, { ...operation, events })
    addOperation(space, { ...sealed.operation, events: sealed.events })
    for (const mark of change.marks) {
      const operation = space.operations.find(({ id }) => id === mark.operationId)
      if (operation) operation.revertedBy = mark.to
    }
    return { outcome: 'committed', tasks: sealed.tasks, events: sealed.events }
  }

  #refusal(space: Space, { operation, edits, marks }: Change): CommitResult | null {
    if (space.operations.some(({ id }) => id === operation.id)) return { outcome: 'operation_exists' }
    const ids = edits.flatMap(({ before, after }) =>
      !before && this.#taskIds.has(after.id) ? [after.id] : [],
    )
    if (ids.length > 0) return { outcome: 'task_exists', ids }
    const stale = edits.some(({ before }) => before && space.tasks.get(before.id)?.version !== before.version)
    const unmarked = marks.some(
      ({ operationId, from }) => space.operations.find(({ id }) => id === operationId)?.revertedBy !== from,
    )
    return stale || unmarked ? { outcome: 'conflict' } : null
  }

  #put(space: Space, before: Task | null, after: Task | null): void {
    if (after) {
      space.tasks.set(after.id, after)
      space.idByNumber.set(after.number, after.id)
      this.#taskIds.add(after.id)
    } else if (before) {
      space.tasks.delete(before.id)
      space.idByNumber.delete(before.number)
      this.#taskIds.delete(before.id)
      blankHistory(space, before.id)
    }
  }

  async list(scope: Scope, { filter, sort, order, limit, offset, after }: ListRequest): Promise<Task[]> {
    const rows = this.#matching(scope, filter)
      .map((task) => ({ task, row: { key: sortKey(task, sort), id: task.id } }))
      .sort((left, right) => compareRows(left.row, right.row, order))
    const rest = after ? rows.filter(({ row }) => compareRows(row, after, order) > 0) : rows
    return rest.slice(offset, offset + limit).map(({ task }) => task)
  }

  async count(scope: Scope, filter: TaskFilter, limit: number): Promise<Total> {
    const total = this.#matching(scope, filter).length
    return countsFromTotals(filter) || total <= limit
      ? { total, isLowerBound: false }
      : { total: limit, isLowerBound: true }
  }

  async newest(scope: Scope, filter: TaskFilter, limit: number, before: number | null): Promise<Task[]> {
    return this.#matching(scope, filter)
      .filter(({ number }) => before === null || number < before)
      .sort((left, right) => right.number - left.number)
      .slice(0, limit)
  }

  #matching(scope: Scope, filter: TaskFilter): Task[] {
    return [...this.#space(scope).tasks.values()].filter((task) => matchesFilter(task, filter))
  }

  async history(scope: Scope, request: HistoryRequest): Promise<OperationWithEvents[]> {
    return this.#space(scope)
      .operations.toReversed()
      .filter((operation) => matchesHistory(operation, request))
      .slice(0, request.limit)
      .map((operation) => ({ ...operation }))
  }

  async operation(scope: Scope, id: string): Promise<OperationWithEvents | null> {
    const operation = this.#space(scope).operations.find((each) => each.id === id)
    return operation ? { ...operation } : null
  }

  async latest(scope: Scope, candidate: OperationCandidate): Promise<OperationWithEvents | null> {
    for (const operation of this.#space(scope).operations.toReversed()) {
      const turn = operation.kind === 'undo' || operation.kind === 'redo'
      const stands = operation.revertedBy === null && !operation.imported
      if (candidate === 'redo') {
        if (!turn) return null
        if (operation.kind === 'undo' && stands) return { ...operation }
      } else if (!turn && operation.kind !== 'purge' && stands) {
        return { ...operation }
      }
    }
    return null
  }

  async operationsPresent(scope: Scope, ids: readonly string[]): Promise<Set<string>> {
    const present = new Set(this.#space(scope).operations.map(({ id }) => id))
    return new Set(ids.filter((id) => present.has(id)))
  }

  async head(scope: Scope): Promise<LogHead> {
    return { seq: this.#space(scope).nextSeq - 1, epoch: 0 }
  }

  async events(scope: Scope, since: number, limit: number): Promise<TaskEvent[]> {
    return this.#space(scope)
      .operations.flatMap(({ events }) => events)
      .filter(({ seq }) => seq > since)
      .slice(0, limit)
  }

  async recent(scope: Scope, { since, after, limit }: RecentRequest): Promise<Task[]> {
    return [...this.#space(scope).tasks.values()]
      .filter((task) => task.number > after && isRecent(task, since))
      .sort((left, right) => left.number - right.number)
      .slice(0, limit)
  }

  async tags(scope: Scope): Promise<TagCount[]> {
    const counts = new Map<string, TagCount>()
    for (const task of this.#space(scope).tasks.values()) {
      if (task.deletedAt !== null) continue
      for (const tag of task.tags) {
        const count = counts.get(tag) ?? { tag, open: 0, total: 0 }
        counts.set(tag, count)
        count.total += 1
        if (task.status !== 'done') count.open += 1
      }
    }
    return [...counts.values()].sort((left, right) => compareText(left.tag, right.tag))
  }

  async close(): Promise<void> {
    this.#spaces.clear()
    this.#taskIds.clear()
  }
}

function addOperation(space: Space, operation: Omit<OperationWithEvents, 'firstSeq'>): void {
  const firstSeq = operation.events[0]?.seq ?? space.nextSeq
  space.operations.push({ ...operation, firstSeq })
}

function blankHistory(space: Space, taskId: string): void {
  for (const operation of space.operations) {
    operation.events = operation.events.map((event) =>
      event.taskId === taskId ? { ...event, task: null, changes: {} } : event,
    )
  }
}

function matchesHistory(operation: OperationWithEvents, request: HistoryRequest): boolean {
  return (
    (request.taskId === null || operation.events.some(({ taskId }) => taskId === request.taskId)) &&
    (request.actor === null || operation.actor === request.actor) &&
    (request.client === null || operation.client === request.client) &&
    (request.from === null || operation.at >= request.from) &&
    (request.to === null || operation.at <= request.to) &&
    (request.beforeSeq === null || operation.firstSeq < request.beforeSeq)
  )
}
