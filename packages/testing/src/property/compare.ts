import type { ListQuery, Store, Task, TaskService, TaskSort } from '@todo/core'
import { expect } from 'vitest'
import { queries } from './catalogue.ts'
import { expectedHits, expectedList, expectedOperation, expectedTags } from './expected.ts'
import type { Model } from './model.ts'

const sorts: readonly TaskSort[] = [
  'created_at',
  'updated_at',
  'due_date',
  'priority',
  'title',
  'number',
  'position',
]

const filters: readonly ListQuery[] = [
  {},
  { status: 'open' },
  { status: 'pending' },
  { status: 'done' },
  { trash: true },
  { priority: 'high' },
  { dueBefore: '2026-03-02' },
  { dueAfter: '2026-03-01', status: 'open' },
  { tags: ['home'] },
  { tags: ['home', 'work'], tagMode: 'any' },
  { tags: ['home', 'work'], tagMode: 'all', status: 'open' },
]

/** Compares every list, total, hit, tag and event of a store with the model; pages by `limit`. */
export async function compareAll(todo: TaskService, model: Model, limit: number): Promise<void> {
  for (const [index, filter] of filters.entries()) {
    for (const order of ['asc', 'desc'] as const) {
      const sort = sorts[(index + limit) % sorts.length] ?? 'number'
      await compareList(todo, model, filter, sort, order, limit)
    }
  }
  for (const sort of sorts) await compareList(todo, model, {}, sort, 'desc', limit)
  for (const { q, words } of queries) {
    const wanted = expectedHits(model, words)
    const { tasks, total } = await todo.search({ q, limit: 100 })
    expect([q, total, tasks]).toEqual([q, wanted.length, wanted])
  }
  expect(await todo.tags()).toEqual(expectedTags(model))
  await compareHistory(todo, model, limit)
}

async function compareList(
  todo: TaskService,
  model: Model,
  filter: ListQuery,
  sort: TaskSort,
  order: 'asc' | 'desc',
  limit: number,
): Promise<void> {
  const wanted = expectedList(model, filter, sort, order)
  const byCursor: Task[] = []
  const byPage: Task[] = []
  let cursor: string | undefined
  let number = 1
  do {
    const page = await todo.list({ ...filter, sort, order, limit, ...(cursor && { cursor }) })
    expect(page.total).toBe(wanted.length)
    byCursor.push(...page.tasks)
    byPage.push(...(await todo.list({ ...filter, sort, order, limit, page: number++ })).tasks)
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  expect({ filter, sort, order, tasks: byCursor }).toEqual({ filter, sort, order, tasks: wanted })
  expect({ filter, sort, order, tasks: byPage }).toEqual({ filter, sort, order, tasks: wanted })
}

async function compareHistory(todo: TaskService, model: Model, limit: number): Promise<void> {
  const found = []
  let cursor: string | undefined
  do {
    const page = await todo.history({ limit, ...(cursor && { cursor }) })
    found.push(...page.operations)
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  const seqs = found.flatMap(({ events }) => events.map(({ seq }) => seq).toReversed())
  expect(seqs).toEqual(seqs.map((_, index) => seqs.length - index))
  const told = found.map(({ firstSeq, events, ...operation }) => {
    expect(events[0]?.seq).toBe(firstSeq)
    const plain = events.map(({ id: _id, seq: _seq, correlationId: _correlationId, ...event }) => event)
    return { ...operation, events: plain.toSorted((left, right) => left.number - right.number) }
  })
  expect(told).toEqual(model.operations.toReversed().map((each) => expectedOperation(model, each)))
  for (const actor of ['user', 'agent'] as const) {
    const { operations } = await todo.history({ actor, limit: 100 })
    const wanted = model.operations.filter((each) => each.actor === actor).map(({ id }) => id)
    expect(operations.map(({ id }) => id)).toEqual(wanted.toReversed().slice(0, 100))
  }
}

/** The candidates that undo and redo without an id would take. */
export async function compareCandidates(store: Store, spaceId: string, model: Model): Promise<void> {
  const scope = { spaceId, userId: spaceId }
  const changes = model.operations.filter(({ kind }) => !['undo', 'redo', 'purge'].includes(kind))
  const undo = changes.findLast(({ revertedBy }) => revertedBy === null)
  expect((await store.latest(scope, 'undo'))?.id ?? null).toBe(undo?.id ?? null)
}
