import {
  compareRows,
  createTaskService,
  filterOf,
  type ListCursor,
  type ListQuery,
  matchesFilter,
  type Store,
  sortKey,
  type Task,
  type TaskSort,
  taskSorts,
} from '@todo/core'
import { systemIds } from '@todo/core/system'
import { describe, expect, test } from 'vitest'
import { creation, sampleTasks, type TestUser } from '../factories.ts'
import { codeOf, committed, type Harness, numbers, titles } from './harness.ts'

/** A list with the sample in it, and what the sample became. */
async function sampled(harness: Harness): Promise<{ user: TestUser; all: Task[] }> {
  const user = await harness.user()
  const edits = sampleTasks().map((after) => ({ before: null, after, eventId: systemIds.uuid() }) as const)
  return { user, all: await committed(user, edits) }
}

const rowOf = (task: Task, sort: TaskSort): ListCursor => ({ key: sortKey(task, sort), id: task.id })

function sorted(tasks: readonly Task[], sort: TaskSort, order: 'asc' | 'desc'): Task[] {
  return tasks.toSorted((left, right) => compareRows(rowOf(left, sort), rowOf(right, sort), order))
}

const queries: readonly ListQuery[] = [
  {},
  { status: 'pending' },
  { status: 'in_progress' },
  { status: 'done' },
  { status: 'open' },
  { trash: true },
  { trash: true, status: 'done' },
  { trash: true, status: 'open' },
  { priority: 'high' },
  { priority: 'low', status: 'open' },
  { dueBefore: '2026-03-02' },
  { dueAfter: '2026-03-01' },
  { dueAfter: '2026-02-28', dueBefore: '2026-03-02' },
  { dueBefore: '2026-02-28' },
  { tags: ['food'] },
  { tags: ['home', 'food'] },
  { tags: ['home', 'food'], tagMode: 'any' },
  { tags: ['home', 'none'] },
  { tags: ['none', 'food'], tagMode: 'any', trash: true },
  { tags: ['food', 'food'] },
  { q: 'app' },
  { q: 'app zeb' },
  { q: 'fin' },
  { q: 'app', tags: ['food'], status: 'open', priority: 'medium', dueBefore: '2026-06-01' },
  { q: 'apple', trash: true },
]

export function querySuite(harness: Harness): void {
  describe('list', () => {
    for (const sort of taskSorts) {
      for (const order of ['asc', 'desc'] as const) {
        test(`by ${sort} ${order} comes in the one defined order, whole, by offsets and by cursors`, async () => {
          const { user, all } = await sampled(harness)
          const request = { filter: filterOf({}), sort, order, limit: 100, offset: 0, after: null }
          const wanted = sorted(
            all.filter((task) => task.deletedAt === null),
            sort,
            order,
          )
          expect(await user.store.list(user.scope, request)).toEqual(wanted)
          for (const limit of [1, 3]) {
            const byOffset: Task[] = []
            const byCursor: Task[] = []
            for (let offset = 0; offset < wanted.length; offset += limit) {
              byOffset.push(...(await user.store.list(user.scope, { ...request, limit, offset })))
              const last = byCursor.at(-1)
              const after = last ? rowOf(last, sort) : null
              byCursor.push(...(await user.store.list(user.scope, { ...request, limit, after })))
            }
            expect(byOffset).toEqual(wanted)
            expect(byCursor).toEqual(wanted)
          }
          const [end] = wanted.slice(-1)
          if (!end) throw new Error('the sample is not empty')
          expect(await user.store.list(user.scope, { ...request, after: rowOf(end, sort) })).toEqual([])
        })
      }
    }

    for (const query of queries) {
      test(`finds, counts and pages the same tasks for ${JSON.stringify(query)}`, async () => {
        const { user, all } = await sampled(harness)
        const { store, scope } = user
        const filter = filterOf(query)
        const wanted = all.filter((task) => matchesFilter(task, filter))
        for (const sort of ['due_date', 'title', 'created_at'] as const) {
          const request = { filter, sort, order: 'asc', limit: 100, offset: 0, after: null } as const
          const rows = sorted(wanted, sort, 'asc')
          expect(await store.list(scope, request)).toEqual(rows)
          const [first] = rows
          if (first) {
            expect(await store.list(scope, { ...request, after: rowOf(first, sort) })).toEqual(rows.slice(1))
          }
        }
        const downwards = wanted.toSorted((left, right) => right.number - left.number)
        expect(await store.newest(scope, filter, 100, null)).toEqual(downwards)
        expect(await store.newest(scope, filter, 2, null)).toEqual(downwards.slice(0, 2))
        expect(await store.newest(scope, filter, 100, 5)).toEqual(
          downwards.filter(({ number }) => number < 5),
        )
        expect(await store.count(scope, filter, 100)).toEqual({ total: wanted.length, isLowerBound: false })
      })
    }

    test('puts tasks without a due date last either way, and equal keys in the order of their ids', async () => {
      const user = await harness.user()
      const ids = [systemIds.uuid(), systemIds.uuid(), systemIds.uuid()].sort()
      const dates = [null, '2026-05-01', '2026-05-01']
      await committed(
        user,
        ids
          .map((id, index) => creation({ id, title: `t${index}`, dueDate: dates[index] ?? null }))
          .toReversed(),
      )
      expect(titles((await user.todo.list({ sort: 'due_date' })).tasks)).toEqual(['t1', 't2', 't0'])
      expect(titles((await user.todo.list({ sort: 'due_date', order: 'desc' })).tasks)).toEqual([
        't2',
        't1',
        't0',
      ])
      expect(titles((await user.todo.list()).tasks)).toEqual(['t2', 't1', 't0'])
    })

    test('gives the trash what was deleted last first, by page and by cursor', async () => {
      const user = await harness.user()
      await committed(
        user,
        [1, 2, 3].map(() => creation()),
      )
      for (const ref of [2, 3, 1]) await user.todo.delete(ref)
      const first = await user.todo.list({ trash: true, limit: 2 })
      const second = await user.todo.list({ trash: true, cursor: first.nextCursor ?? '' })
      expect([first, second].map(({ tasks }) => numbers(tasks))).toEqual([[1, 3], [2]])
    })

    test('sorts titles without case and accents, by code point beyond', async () => {
      const user = await harness.user()
      const words = ['\u{1F34E}', '\uA4D0x', 'b', 'É', 'd', 'Z', 'a', 'C', '1']
      await committed(
        user,
        words.map((title) => creation({ title })),
      )
      expect(titles((await user.todo.list({ sort: 'title', limit: 100 })).tasks)).toEqual([
        '1',
        'a',
        'b',
        'C',
        'd',
        'É',
        'Z',
        '\uA4D0x',
        '\u{1F34E}',
      ])
    })

    test('pages by cursor without gap or repeat while others write', async () => {
      const user = await harness.user()
      await committed(
        user,
        Array.from({ length: 9 }, (_, index) => creation({ title: `t${index}` })),
      )
      const seen: number[] = []
      let cursor: string | undefined
      do {
        const page = await user.todo.list({ sort: 'number', limit: 4, ...(cursor && { cursor }) })
        seen.push(...numbers(page.tasks))
        cursor = page.nextCursor ?? undefined
        const [first] = page.tasks
        if (first && seen.length <= 8) await user.todo.delete(first.number)
      } while (cursor)
      expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    })

    test('gives a total that goes with the tasks of its page, though a writer comes between the two', async () => {
      const user = await harness.user()
      const { store, context } = user
      await committed(
        user,
        [1, 2, 3, 4].map(() => creation()),
      )
      const pageWith = (total: number, query: ListQuery) => {
        const list: Store['list'] = (...request) => store.list(...request)
        const count = async () => ({ total, isLowerBound: false })
        return createTaskService({ ...context, store: { ...store, list, count } }).list(query)
      }
      for (const before of [3, 5]) {
        expect((await pageWith(before, {})).total).toBe(4)
        expect((await pageWith(before, { limit: 3, page: 2 })).total).toBe(4)
        expect((await pageWith(before, { limit: 2, page: 9 })).total).toBe(before)
      }
      expect(await pageWith(2, { limit: 2 })).toMatchObject({ total: 3, nextCursor: expect.any(String) })
      expect((await pageWith(5, { limit: 2 })).total).toBe(5)
    })

    test('refuses a cursor of another query, and a page beside a cursor', async () => {
      const { user } = await sampled(harness)
      const { nextCursor } = await user.todo.list({ sort: 'title', limit: 1 })
      const cursor = nextCursor ?? ''
      expect(await codeOf(user.todo.list({ sort: 'number', cursor }))).toBe('VALIDATION_FAILED')
      expect(await codeOf(user.todo.list({ sort: 'title', order: 'desc', cursor }))).toBe('VALIDATION_FAILED')
      expect(await codeOf(user.todo.list({ sort: 'title', page: 1, cursor }))).toBe('VALIDATION_FAILED')
      expect(await codeOf(user.todo.list({ cursor: 'none' }))).toBe('VALIDATION_FAILED')
    })

    test('is empty in a space that was never written', async () => {
      const user = await harness.user()
      expect(await user.todo.list()).toMatchObject({ tasks: [], total: 0, nextCursor: null })
      expect(await user.todo.tags()).toEqual([])
      expect((await user.todo.history()).operations).toEqual([])
      expect(await user.store.latest(user.scope, 'undo')).toBeNull()
      expect(await user.store.latest(user.scope, 'redo')).toBeNull()
    })
  })

  describe('count', () => {
    test('is exact by status after every verb, in the trash and out of it', async () => {
      const user = await harness.user()
      const total = async (query: ListQuery): Promise<number> => (await user.todo.list(query)).total
      const totals = async (): Promise<number[]> => [
        await total({ status: 'pending' }),
        await total({ status: 'in_progress' }),
        await total({ status: 'done' }),
        await total({ trash: true }),
      ]
      await user.todo.batch(Array.from({ length: 5 }, (_, n) => ({ op: 'create', title: `t${n}` }) as const))
      expect(await totals()).toEqual([5, 0, 0, 0])
      await user.todo.complete(1)
      await user.todo.update(2, { status: 'in_progress' })
      await user.todo.delete(3)
      expect(await totals()).toEqual([2, 1, 1, 1])
      await user.todo.delete(1)
      await user.todo.restore(3)
      expect(await totals()).toEqual([3, 1, 0, 1])
      expect([await total({ trash: true, status: 'done' }), await total({ status: 'open' })]).toEqual([1, 4])
      await user.todo.undo()
      await user.todo.undo()
      await user.todo.redo()
      expect(await totals()).toEqual([2, 1, 0, 2])
      await user.todo.purge('all')
      expect(await totals()).toEqual([2, 1, 0, 0])
      expect(await total({})).toBe(3)
    })

    test('stops at the limit, but never where only the status filters', async () => {
      const user = await harness.user()
      const urgent = Array.from({ length: 12 }, () =>
        creation({ priority: 'high', tags: ['x'], title: 'find me' }),
      )
      await committed(user, urgent)
      const count = (query: ListQuery, limit: number) => user.store.count(user.scope, filterOf(query), limit)
      for (const query of [{ priority: 'high' }, { tags: ['x'] }, { q: 'find' }] as const) {
        expect(await count(query, 12)).toEqual({ total: 12, isLowerBound: false })
        expect(await count(query, 11)).toEqual({ total: 11, isLowerBound: true })
      }
      expect(await count({}, 1)).toEqual({ total: 12, isLowerBound: false })
      expect(await count({ status: 'open' }, 1)).toEqual({ total: 12, isLowerBound: false })
      expect((await count({ trash: true }, 1)).total).toBe(0)
    })
  })

  describe('load', () => {
    test('finds tasks by id and by number, each once, in the trash too, and passes over the rest', async () => {
      const { user, all } = await sampled(harness)
      const stranger = await harness.user()
      const [one, , , , , , , , trashed] = all
      if (!one || !trashed) throw new Error('the sample has nine tasks')
      const refs = [one.id, 1, trashed.number, systemIds.uuid(), 99, 0, -1, 1.5, 2 ** 40, 'no uuid', '']
      const found = await user.store.load(user.scope, refs)
      expect(found.toSorted((a, b) => a.number - b.number)).toEqual([one, trashed])
      expect(await user.store.load(user.scope, [])).toEqual([])
      expect(await stranger.store.load(stranger.scope, [one.id, 1])).toEqual([])
    })

    test('takes a thousand refs at once', async () => {
      const user = await harness.user()
      const tasks = await committed(
        user,
        Array.from({ length: 1000 }, () => creation()),
      )
      expect(
        await user.store.load(
          user.scope,
          tasks.map(({ id }) => id),
        ),
      ).toHaveLength(1000)
      expect(
        await user.store.load(
          user.scope,
          tasks.map(({ number }) => number),
        ),
      ).toHaveLength(1000)
    })
  })
}
