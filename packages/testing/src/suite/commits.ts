import { initialPosition, type Task } from '@todo/core'
import { systemIds } from '@todo/core/system'
import { describe, expect, test } from 'vitest'
import { creation, edition, makeChange, makeImportedOperation, makeNewTask, purging } from '../factories.ts'
import { committed, expectGapless, type Harness, numbers, snapshot } from './harness.ts'

const full = {
  title: 'All fields “quoted” \\ % _',
  description: 'Two\nlines\twith a tab',
  status: 'done',
  priority: 'high',
  dueDate: '2026-12-24',
  tags: ['b', 'a', 'ü'],
  position: 'b10',
  createdAt: '2025-12-31T23:59:59.999Z',
  updatedAt: '2026-01-01T00:00:00.001Z',
  completedAt: '2026-01-01T00:00:00.000Z',
} as const

export function commitSuite(harness: Harness): void {
  describe('commit', () => {
    test('keeps every field of a task as it was given', async () => {
      const user = await harness.user()
      const wanted = makeNewTask(full)
      const [task] = await committed(user, [{ before: null, after: wanted, eventId: systemIds.uuid() }])
      expect(task).toEqual({ ...wanted, number: 1 })
      expect(await user.store.load(user.scope, [wanted.id])).toEqual([task])
    })

    test('numbers tasks and events from one, without gaps, in each space by itself', async () => {
      const [first, second] = [await harness.user(), await harness.user()]
      for (const user of [first, second, first]) await committed(user, [creation(), creation()])
      const inFirst = await first.todo.list({ sort: 'number', limit: 100 })
      expect(numbers(inFirst.tasks)).toEqual([1, 2, 3, 4])
      expect(inFirst.tasks.map(({ position }) => position)).toEqual([1, 2, 3, 4].map(initialPosition))
      expect(numbers((await second.todo.list({ sort: 'number' })).tasks)).toEqual([1, 2])
      await expectGapless(first)
      await expectGapless(second)
    })

    test('gives each of many writers at once a number of its own', async () => {
      const user = await harness.user()
      const made = await Promise.all(
        Array.from({ length: 24 }, (_, n) => user.todo.create({ title: `t${n}` })),
      )
      expect(made.map(({ task }) => task.number).sort((a, b) => a - b)).toEqual(made.map((_, n) => n + 1))
      expect((await user.todo.list()).total).toBe(24)
      await expectGapless(user)
    })

    test('answers with the events that history then holds, in the order of the edits', async () => {
      const user = await harness.user()
      const change = makeChange({
        edits: [creation({ title: 'b' }), creation({ title: 'a' })],
        correlationId: 'request-7',
      })
      const result = await user.store.commit(user.scope, change)
      const operation = await user.store.operation(user.scope, change.operation.id)
      if (result.outcome !== 'committed') throw new Error(result.outcome)
      expect(operation).toEqual({ ...change.operation, firstSeq: 1, events: result.events })
      expect(result.events.map(({ id }) => id)).toEqual(change.edits.map(({ eventId }) => eventId))
      expect(result.events.map(({ seq, task }) => [seq, task?.title])).toEqual([
        [1, 'b'],
        [2, 'a'],
      ])
      expect(result.events[0]?.correlationId).toBe('request-7')
    })

    test('refuses a task that changed meanwhile, and then writes nothing at all', async () => {
      const user = await harness.user()
      const [task, other] = await committed(user, [creation(), creation()])
      if (!task || !other) throw new Error('two tasks were made')
      await committed(user, [edition(task, { title: 'Changed' })])
      const before = await snapshot(user)
      const edits = [creation(), edition(other, { title: 'Mine' }), edition(task, { title: 'Late' })]
      expect(await user.store.commit(user.scope, makeChange({ edits }))).toEqual({ outcome: 'conflict' })
      expect(await snapshot(user)).toEqual(before)
    })

    test('refuses to change or purge a task that is gone or in another space', async () => {
      const [user, stranger] = [await harness.user(), await harness.user()]
      const [task] = await committed(user, [creation({ deletedAt: '2026-03-01T00:00:00.000Z' })])
      if (!task) throw new Error('a task was made')
      for (const edits of [[edition(task, { title: 'Theirs' })], [purging(task)]]) {
        expect((await stranger.store.commit(stranger.scope, makeChange({ edits }))).outcome).toBe('conflict')
      }
      await committed(user, [purging(task)])
      const again = makeChange({ edits: [purging(task)] })
      expect((await user.store.commit(user.scope, again)).outcome).toBe('conflict')
    })

    test('names tasks that exist already, in this space or in another, and writes nothing', async () => {
      const [user, stranger] = [await harness.user(), await harness.user()]
      const [mine] = await committed(user, [creation()])
      const [theirs] = await committed(stranger, [creation()])
      if (!mine || !theirs) throw new Error('two tasks were made')
      const before = await snapshot(user)
      const edits = [creation(), creation({ id: theirs.id }), creation({ id: mine.id })]
      const result = await user.store.commit(user.scope, makeChange({ edits }))
      if (result.outcome !== 'task_exists') throw new Error(result.outcome)
      expect([...result.ids].sort()).toEqual([mine.id, theirs.id].sort())
      expect(await snapshot(user)).toEqual(before)
      await committed(user, [creation()])
      await expectGapless(user)
    })

    test('takes an operation id once in a space; the repeat of a whole change says so', async () => {
      const [user, stranger] = [await harness.user(), await harness.user()]
      const change = makeChange({ edits: [creation()] })
      expect((await user.store.commit(user.scope, change)).outcome).toBe('committed')
      const before = await snapshot(user)
      expect(await user.store.commit(user.scope, change)).toEqual({ outcome: 'operation_exists' })
      expect(await snapshot(user)).toEqual(before)
      const elsewhere = makeChange({ operation: { id: change.operation.id }, edits: [creation()] })
      expect((await stranger.store.commit(stranger.scope, elsewhere)).outcome).toBe('committed')
      const ids = [change.operation.id, systemIds.uuid()]
      expect(await user.store.operationsPresent(user.scope, ids)).toEqual(new Set([change.operation.id]))
      expect(await user.store.operationsPresent(user.scope, [])).toEqual(new Set())
    })

    test('moves a mark only from the value named, and nothing else where it does not hold', async () => {
      const user = await harness.user()
      const made = makeChange({ edits: [creation()] })
      await user.store.commit(user.scope, made)
      const operationId = made.operation.id
      const mark = async (from: string | null, to: string | null): Promise<string> => {
        const change = makeChange({ edits: [creation()], marks: [{ operationId, from, to }] })
        return (await user.store.commit(user.scope, change)).outcome
      }
      const [first, second] = [systemIds.uuid(), systemIds.uuid()]
      expect(await mark(null, first)).toBe('committed')
      const before = await snapshot(user)
      expect([await mark(null, second), await mark(second, null)]).toEqual(['conflict', 'conflict'])
      expect(await snapshot(user)).toEqual(before)
      expect((await user.store.operation(user.scope, operationId))?.revertedBy).toBe(first)
      expect(await mark(first, null)).toBe('committed')
      expect((await user.store.operation(user.scope, operationId))?.revertedBy).toBeNull()
      const unknown = makeChange({ marks: [{ operationId: systemIds.uuid(), from: null, to: first }] })
      expect((await user.store.commit(user.scope, unknown)).outcome).toBe('conflict')
    })

    test('never gives the number of a purged task again', async () => {
      const user = await harness.user()
      const tasks = await committed(user, [creation(), creation()])
      await committed(user, tasks.map(purging))
      expect(numbers(await committed(user, [creation()]))).toEqual([3])
      await expectGapless(user)
    })

    test('keeps the numbers of an import where the space never had a task, and only there', async () => {
      const user = await harness.user()
      const edits = [creation({ number: 7, position: 'a5' }), creation(), creation({ number: 2 })]
      expect(numbers(await committed(user, edits))).toEqual([7, 8, 2])
      expect(numbers(await committed(user, [creation({ number: 3 })]))).toEqual([9])
    })

    test('puts imported history before the import, kept for reading and never chosen for undo', async () => {
      const user = await harness.user()
      const after = makeNewTask({ title: 'From elsewhere', number: 4, position: 'a4' })
      const old: Task = { ...after, number: 4, position: 'a4' }
      const first = makeImportedOperation(old)
      const second = makeImportedOperation(old, { kind: 'update', at: '2025-01-02T00:00:00.000Z' })
      const change = makeChange({
        operation: { kind: 'import' },
        edits: [{ before: null, after, eventId: systemIds.uuid() }],
        importedHistory: [first, second],
      })
      expect((await user.store.commit(user.scope, change)).outcome).toBe('committed')
      const { operations } = await user.todo.history()
      expect(operations.map(({ id, imported, firstSeq }) => [id, imported, firstSeq])).toEqual([
        [change.operation.id, false, 3],
        [second.operation.id, true, 2],
        [first.operation.id, true, 1],
      ])
      expect(operations[2]).toEqual({
        ...first.operation,
        firstSeq: 1,
        events: [{ ...first.events[0], seq: 1 }],
      })
      await user.todo.undo()
      expect(await user.store.latest(user.scope, 'undo')).toBeNull()
    })

    test('blanks a purged task in the whole history, and leaves the other tasks in it alone', async () => {
      const user = await harness.user()
      const [secret, kept] = await committed(user, [
        creation({ title: 'Secret' }),
        creation({ title: 'Kept' }),
      ])
      if (!secret || !kept) throw new Error('two tasks were made')
      await committed(user, [
        edition(secret, { title: 'Secret still' }),
        edition(kept, { title: 'Kept still' }),
      ])
      const [trashed] = await user.store.load(user.scope, [secret.id])
      if (!trashed) throw new Error('the task is there')
      await committed(user, [purging(trashed)])
      const events = (await user.todo.history()).operations.flatMap((operation) => operation.events)
      const ofSecret = events.filter(({ taskId }) => taskId === secret.id)
      expect(ofSecret.map(({ type, task, changes, number }) => [type, task, changes, number])).toEqual([
        ['TaskPurged', null, {}, 1],
        ['TaskUpdated', null, {}, 1],
        ['TaskCreated', null, {}, 1],
      ])
      expect(JSON.stringify(events)).not.toContain('Secret')
      expect(events.filter(({ taskId }) => taskId === kept.id).map(({ task }) => task?.title)).toEqual([
        'Kept still',
        'Kept',
      ])
      await expectGapless(user)
    })

    test('makes a task anew under the id of a purged one', async () => {
      const user = await harness.user()
      const [task] = await committed(user, [creation()])
      if (!task) throw new Error('a task was made')
      await committed(user, [purging(task)])
      expect(numbers(await committed(user, [creation({ id: task.id })]))).toEqual([2])
    })
  })
}
