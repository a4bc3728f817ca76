import {
  addPage,
  applyEvents,
  isBehind,
  type Replica,
  replicaCursor,
  startReplica,
  type Task,
} from '@todo/core'
import { systemIds } from '@todo/core/system'
import { describe, expect, test } from 'vitest'
import { creation, makeChange, makeImportedOperation, makeNewTask, type TestUser } from '../factories.ts'
import { codeOf, committed, type Harness, numbers, titles } from './harness.ts'

/** A first load of a user's list, page by page, with something done after each page. */
async function load(
  user: TestUser,
  limit: number,
  meanwhile = async (): Promise<void> => {},
): Promise<Replica> {
  const first = await user.todo.sync({ limit })
  if (first.kind !== 'snapshot') throw new Error('A first load was expected')
  const replica = startReplica(first)
  let page = first.nextPage
  while (page !== null) {
    await meanwhile()
    const next = await user.todo.sync({ page, limit })
    if (next.kind !== 'snapshot') throw new Error('A page of a first load was expected')
    addPage(replica, next)
    page = next.nextPage
  }
  return replica
}

/** Asks for events until there are no more. */
async function follow(user: TestUser, replica: Replica, limit: number): Promise<void> {
  for (;;) {
    const answer = await user.todo.sync({ since: replicaCursor(replica), limit })
    if (answer.kind !== 'events') throw new Error('Events were expected')
    expect(applyEvents(replica, answer.events).gap).toBe(false)
    expect(replicaCursor(replica)).toBe(answer.cursor)
    if (!answer.hasMore) return
  }
}

async function everything(user: TestUser): Promise<Task[]> {
  const since = '1970-01-01T00:00:00.000Z'
  return user.store.recent(user.scope, { since, after: 0, limit: 10_000 })
}

const byNumber = ({ tasks }: Replica): Task[] =>
  [...tasks.values()].sort((left, right) => left.number - right.number)

export function syncSuite(harness: Harness): void {
  describe('sync', () => {
    test('begins at nothing where nothing ever happened', async () => {
      const user = await harness.user()
      expect(await user.store.head(user.scope)).toEqual({ seq: 0, epoch: 0 })
      expect(await user.store.events(user.scope, 0, 10)).toEqual([])
      const first = await user.todo.sync()
      expect(first).toMatchObject({ kind: 'snapshot', tasks: [], nextPage: null })
      expect(await user.todo.sync({ since: first.cursor })).toEqual({
        ...{ kind: 'events', events: [], cursor: first.cursor, hasMore: false },
      })
    })

    test('loads what is open, and what was done or put in the trash in the last ninety days', async () => {
      const user = await harness.user()
      const old = '2025-11-01T00:00:00.000Z'
      const late = '2025-12-15T00:00:00.000Z'
      await committed(user, [
        creation({ title: 'open for ages', createdAt: '2020-01-01T00:00:00.000Z' }),
        creation({ title: 'begun', status: 'in_progress' }),
        creation({ title: 'done long ago', status: 'done', completedAt: old }),
        creation({ title: 'done lately', status: 'done', completedAt: late }),
        creation({ title: 'deleted long ago', deletedAt: old }),
        creation({ title: 'deleted lately', deletedAt: late }),
        creation({
          title: 'done long ago, deleted lately',
          status: 'done',
          completedAt: old,
          deletedAt: late,
        }),
        creation({
          title: 'done lately, deleted long ago',
          status: 'done',
          completedAt: late,
          deletedAt: old,
        }),
      ])
      const wanted = [
        ...['open for ages', 'begun', 'done lately', 'deleted lately'],
        'done long ago, deleted lately',
      ]
      for (const limit of [1, 2, 100]) expect(titles(byNumber(await load(user, limit)))).toEqual(wanted)
      expect((await everything(user)).length).toBe(8)
    })

    test('gives pages by number, each with the first page’s cursor', async () => {
      const user = await harness.user()
      await committed(
        user,
        Array.from({ length: 5 }, () => creation()),
      )
      const first = await user.todo.sync({ limit: 2 })
      if (first.kind !== 'snapshot' || first.nextPage === null) throw new Error('A page was expected')
      await user.todo.create({ title: 'Meanwhile' })
      const second = await user.todo.sync({ limit: 2, page: first.nextPage })
      if (second.kind !== 'snapshot') throw new Error('A page was expected')
      expect(numbers(first.tasks)).toEqual([1, 2])
      expect(numbers(second.tasks)).toEqual([3, 4])
      expect(second.cursor).toBe(first.cursor)
    })

    test('brings a copy that was loaded while others wrote to what the list is', async () => {
      const user = await harness.user()
      await committed(
        user,
        Array.from({ length: 6 }, (_, n) => creation({ title: `t${n}` })),
      )
      const turns = [
        () => user.todo.complete(1),
        () => user.todo.update(5, { title: 'changed' }),
        () => user.todo.delete(2),
        () => user.todo.purge([2]),
        () => user.todo.reopen(1),
      ]
      const replica = await load(user, 1, async () => {
        await turns.shift()?.()
      })
      expect(turns).toEqual([])
      expect(isBehind(replica, (await user.todo.sync()).cursor)).toBe(true)
      await follow(user, replica, 2)
      expect(byNumber(replica)).toEqual(await everything(user))
      expect(isBehind(replica, (await user.todo.sync()).cursor)).toBe(false)
    })

    test('gives the events of history, in order, each once, however they are paged', async () => {
      const user = await harness.user()
      await user.todo.create({ title: 'a' })
      await user.todo.batch([
        { op: 'create', title: 'b' },
        { op: 'complete', ref: 1 },
      ])
      await user.todo.delete(2)
      await user.todo.purge([2])
      const { operations } = await user.todo.history()
      const wanted = operations.toReversed().flatMap(({ events }) => events)
      expect(wanted.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5])
      for (const limit of [1, 2, 4, 5, 6]) {
        const seen = []
        for (let since = 0; since < 5; since = seen.length)
          seen.push(...(await user.store.events(user.scope, since, limit)))
        expect(seen).toEqual(wanted)
      }
      expect(await user.store.head(user.scope)).toEqual({ seq: 5, epoch: 0 })
      expect(await user.store.events(user.scope, Number.MAX_SAFE_INTEGER, 5)).toEqual([])
    })

    test('shows nothing of a purged task, from whatever place one follows', async () => {
      const user = await harness.user()
      const replica = await load(user, 10)
      await user.todo.create({ title: 'Secret' })
      await user.todo.create({ title: 'Stays' })
      await user.todo.delete(1)
      await user.todo.purge([1])
      const answer = await user.todo.sync({ since: replicaCursor(replica) })
      expect(JSON.stringify(answer)).not.toContain('Secret')
      await follow(user, replica, 1)
      expect(titles(byNumber(replica))).toEqual(['Stays'])
    })

    test('ends with the list also where history came with an import', async () => {
      const user = await harness.user()
      const replica = await load(user, 10)
      const made = makeNewTask({ title: 'Now', version: 2 })
      const then = { ...made, number: 9, position: 'a9', title: 'Then', version: 7 }
      const gone = { ...then, id: systemIds.uuid(), title: 'Gone' }
      const change = makeChange({
        operation: { kind: 'import' },
        edits: [{ before: null, after: made, eventId: systemIds.uuid() }],
        importedHistory: [makeImportedOperation(then)],
      })
      expect((await user.store.commit(user.scope, change)).outcome).toBe('committed')
      await follow(user, replica, 10)
      expect(byNumber(replica)).toEqual(await everything(user))
      expect(replica.tasks.has(gone.id)).toBe(false)
    })

    test('tells a copy of another list, or one that is ahead, to start over', async () => {
      const [user, other] = [await harness.user(), await harness.user()]
      await user.todo.create({ title: 'a' })
      await other.todo.create({ title: 'b' })
      const { cursor } = await other.todo.sync()
      expect(await codeOf(user.todo.sync({ since: cursor }))).toBe('SYNC_RESTART')
      const replica = await load(user, 10)
      replica.seq += 1
      expect(await codeOf(user.todo.sync({ since: replicaCursor(replica) }))).toBe('SYNC_RESTART')
    })

    test('shows nothing of another list', async () => {
      const [user, other] = [await harness.user(), await harness.user()]
      await committed(user, [creation(), creation()])
      const first = await user.todo.sync({ limit: 1 })
      if (first.kind !== 'snapshot' || first.nextPage === null) throw new Error('A page was expected')
      expect(await codeOf(other.todo.sync({ page: first.nextPage }))).toBe('SYNC_RESTART')
      expect(await other.store.events(other.scope, 0, 10)).toEqual([])
      expect(await everything(other)).toEqual([])
    })

    test('refuses a cursor that it did not give, and two at once', async () => {
      const user = await harness.user()
      const { cursor } = await user.todo.sync()
      const { nextCursor } = await user.todo.list()
      expect(nextCursor).toBeNull()
      for (const query of [
        { since: 'none' },
        { page: 'none' },
        { page: cursor },
        { since: cursor, page: cursor },
      ])
        expect(await codeOf(user.todo.sync(query))).toBe('VALIDATION_FAILED')
    })
  })
}
