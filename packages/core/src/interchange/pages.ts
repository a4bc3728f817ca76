import type { Context } from '../context.ts'
import type { OperationWithEvents } from '../history/operation.ts'
import type { ListCursor, TaskFilter } from '../task/list-query.ts'
import type { Task } from '../task/task.ts'

/** Rows that are held at once. */
const tasksPerPage = 2000
const operationsPerPage = 100

/** Refs and ids that a store is asked for at once. */
const idsPerQuery = 1000

/** The tasks that match, by number, page by page. */
export async function* taskPages({ store, scope }: Context, filter: TaskFilter): AsyncIterable<Task[]> {
  let after: ListCursor | null = null
  for (;;) {
    const request = { filter, sort: 'number', order: 'asc', limit: tasksPerPage, offset: 0, after } as const
    const page: Task[] = await store.list(scope, request)
    if (page.length > 0) yield page
    const last = page.at(-1)
    if (page.length < tasksPerPage || !last) return
    after = { key: last.number, id: last.id }
  }
}

/** Operations whose first event is before `beforeSeq` (`null`: all), newest first. */
export async function* operationsBefore(
  { store, scope }: Context,
  beforeSeq: number | null,
  perPage = operationsPerPage,
): AsyncIterable<OperationWithEvents> {
  let before = beforeSeq
  for (;;) {
    const page = await store.history(scope, {
      taskId: null,
      actor: null,
      client: null,
      from: null,
      to: null,
      beforeSeq: before,
      limit: perPage,
    })
    yield* page
    const last = page.at(-1)
    if (page.length < perPage || !last) return
    before = last.firstSeq
  }
}

/** A list in parts small enough for one query. */
export function* chunksOf<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += idsPerQuery) {
    yield items.slice(start, start + idsPerQuery)
  }
}
