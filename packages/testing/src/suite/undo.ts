import { systemIds } from '@todo/core/system'
import { describe, expect, test } from 'vitest'
import { creation, makeAuthor, makeChange, type TestUser } from '../factories.ts'
import { codeOf, type Harness, numbers, refusal, snapshot, titles } from './harness.ts'

/** What a user sees of the list: all but versions and times. */
async function seen(user: TestUser): Promise<unknown> {
  const [open, trash] = [
    await user.todo.list({ limit: 100 }),
    await user.todo.list({ trash: true, limit: 100 }),
  ]
  return [open, trash].map(({ tasks }) =>
    tasks.map(({ version: _v, updatedAt: _u, deletedAt: _d, ...rest }) => rest),
  )
}

const idOf = ({ operationId }: { operationId: string | null }): { operationId: string } => {
  if (operationId === null) throw new Error('an operation was recorded')
  return { operationId }
}

type Step = (user: TestUser) => Promise<unknown>

/** One of each kind of operation that undo takes back. */
const kinds: readonly (readonly [string, Step])[] = [
  ['create', ({ todo }) => todo.create({ title: 'New', tags: ['x'], dueDate: '2026-04-01' })],
  [
    'update',
    ({ todo }) =>
      todo.update(1, {
        title: 'N',
        description: 'd',
        priority: 'low',
        dueDate: null,
        tags: [],
        position: 'a9',
      }),
  ],
  ['update of the status', ({ todo }) => todo.update(1, { status: 'in_progress' })],
  ['complete', ({ todo }) => todo.complete(1)],
  ['reopen', ({ todo }) => todo.reopen(2)],
  ['delete', ({ todo }) => todo.delete(1)],
  ['restore', ({ todo }) => todo.restore(3)],
  [
    'batch',
    ({ todo }) =>
      todo.batch([
        { op: 'create', title: 'In a batch' },
        { op: 'complete', ref: 1 },
        { op: 'reopen', ref: 2 },
        { op: 'restore', ref: 3 },
      ]),
  ],
  ['rename of a tag', ({ todo }) => todo.renameTag('home', 'house')],
  ['deletion of a tag', ({ todo }) => todo.deleteTag('home')],
  [
    'import',
    ({ store, scope }) =>
      store.commit(
        scope,
        makeChange({ operation: { kind: 'import' }, edits: [creation(), creation({ status: 'done' })] }),
      ),
  ],
]

async function prepared(harness: Harness): Promise<TestUser> {
  const user = await harness.user()
  await user.todo.create({ title: 'Open', description: 'old', tags: ['home', 'a'], dueDate: '2026-03-09' })
  await user.todo.create({ title: 'Done', tags: ['home'] })
  await user.todo.create({ title: 'Trashed' })
  await user.todo.complete(2)
  await user.todo.delete(3)
  return user
}

export function undoSuite(harness: Harness): void {
  describe('undo', () => {
    for (const [kind, step] of kinds) {
      test(`takes a ${kind} back, and redo brings it again`, async () => {
        const user = await prepared(harness)
        const before = (await user.todo.list({ limit: 100 })).tasks.map(({ number }) => number)
        const earlier = await seen(user)
        await step(user)
        const later = await seen(user)
        expect(later).not.toEqual(earlier)
        const undone = await user.todo.undo()
        expect(numbers((await user.todo.list({ limit: 100 })).tasks)).toEqual(before)
        if (kind !== 'create' && kind !== 'batch' && kind !== 'import')
          expect(await seen(user)).toEqual(earlier)
        const [latest, changed] = (await user.todo.history({ limit: 2 })).operations
        expect([latest?.kind, latest?.id, latest?.reverts]).toEqual([
          'undo',
          undone.operationId,
          [changed?.id],
        ])
        expect(changed?.revertedBy).toBe(undone.operationId)
        const redone = await user.todo.redo()
        expect(redone.reverts).toEqual([undone.operationId])
        expect(await seen(user)).toEqual(later)
        const after = (await user.todo.history({ limit: 3 })).operations
        expect(after.map(({ kind: each, revertedBy }) => [each, revertedBy])).toEqual([
          ['redo', null],
          ['undo', redone.operationId],
          [changed?.kind, null],
        ])
      })
    }

    test('goes backwards again and again, and redo forwards to the end', async () => {
      const user = await harness.user()
      const states: unknown[] = [await seen(user)]
      const steps: Step[] = [
        ({ todo }) => todo.create({ title: 'One' }),
        ({ todo }) => todo.update(1, { title: 'Uno', tags: ['x'] }),
        ({ todo }) => todo.complete(1),
        ({ todo }) => todo.update(1, { status: 'in_progress' }),
      ]
      for (const step of steps) {
        await step(user)
        states.push(await seen(user))
      }
      for (let index = steps.length - 1; index > 0; index -= 1) {
        await user.todo.undo()
        expect(await seen(user)).toEqual(states[index])
      }
      await user.todo.undo()
      expect((await user.todo.list()).total).toBe(0)
      expect(await codeOf(user.todo.undo())).toBe('NOTHING_TO_UNDO')
      for (let index = 1; index <= steps.length; index += 1) {
        await user.todo.redo()
        expect(await seen(user)).toEqual(states[index])
      }
      expect(await codeOf(user.todo.redo())).toBe('NOTHING_TO_REDO')
      await user.todo.undo()
      expect(await seen(user)).toEqual(states[3])
    })

    test('after a new change starts at that change and passes over what is undone; redo has ended', async () => {
      const user = await harness.user()
      await user.todo.create({ title: 'One' })
      await user.todo.create({ title: 'Two' })
      await user.todo.undo()
      await user.todo.create({ title: 'Three' })
      expect(await codeOf(user.todo.redo())).toBe('NOTHING_TO_REDO')
      await user.todo.undo()
      expect(titles((await user.todo.list()).tasks)).toEqual(['One'])
      await user.todo.undo()
      expect((await user.todo.list()).total).toBe(0)
      await user.todo.redo()
      await user.todo.redo()
      expect(titles((await user.todo.list({ sort: 'number' })).tasks)).toEqual(['One', 'Three'])
      expect(await codeOf(user.todo.redo())).toBe('NOTHING_TO_REDO')
    })

    test('of a purge without an id passes over it, but a purge ends redo like any change', async () => {
      const user = await harness.user()
      await user.todo.create({ title: 'Kept' })
      await user.todo.create({ title: 'Gone' })
      await user.todo.delete(2)
      await user.todo.update(1, { title: 'Kept on' })
      await user.todo.undo()
      await user.todo.purge([2])
      expect(await codeOf(user.todo.redo())).toBe('NOTHING_TO_REDO')
      const [purge] = (await user.todo.history({ limit: 1 })).operations
      expect(await codeOf(user.todo.undo({ operationId: purge?.id ?? '' }))).toBe('NOT_REVERSIBLE')
    })

    test('refuses what touched a task that was purged since', async () => {
      const user = await harness.user()
      const made = await user.todo.batch([
        { op: 'create', title: 'a' },
        { op: 'create', title: 'b' },
      ])
      await user.todo.delete(1)
      await user.todo.purge([1])
      const before = await snapshot(user)
      expect(await codeOf(user.todo.undo(idOf(made)))).toBe('NOT_REVERSIBLE')
      expect(await snapshot(user)).toEqual(before)
    })

    test('takes back the latest change of anyone, from any client', async () => {
      const user = await harness.user()
      await user.todo.create({ title: 'Mine' })
      await makeAuthor(user, { actor: 'assistant', client: 'chat' }).create({ title: 'Theirs' })
      await makeAuthor(user, { client: 'web' }).undo()
      expect(titles((await user.todo.list()).tasks)).toEqual(['Mine'])
    })

    test('finds nothing in a list of others', async () => {
      const [user, stranger] = [await harness.user(), await harness.user()]
      const made = await user.todo.create({ title: 'Mine' })
      expect(await codeOf(stranger.todo.undo())).toBe('NOTHING_TO_UNDO')
      expect(await codeOf(stranger.todo.undo(idOf(made)))).toBe('NOTHING_TO_UNDO')
      expect(await codeOf(stranger.todo.undo({ operationId: systemIds.uuid() }))).toBe('NOTHING_TO_UNDO')
    })
  })

  describe('undo by id', () => {
    test('takes one operation back by field and keeps what others wrote into other fields', async () => {
      const user = await harness.user()
      await user.todo.create({ title: 'Old', priority: 'low' })
      const changed = await user.todo.update(1, { title: 'New', priority: 'high' })
      await user.todo.update(1, { dueDate: '2026-04-01', tags: ['kept'] })
      await user.todo.undo(idOf(changed))
      expect(await user.todo.get(1)).toMatchObject({
        title: 'Old',
        priority: 'low',
        dueDate: '2026-04-01',
        tags: ['kept'],
        version: 4,
      })
    })

    test('names task, field and both values of every conflict, and changes nothing', async () => {
      const user = await harness.user()
      const made = await user.todo.batch([
        { op: 'create', title: 'a' },
        { op: 'create', title: 'b' },
      ])
      const changed = await user.todo.batch([
        { op: 'update', ref: 1, title: 'A', dueDate: '2026-04-01' },
        { op: 'update', ref: 2, tags: ['x'] },
      ])
      await user.todo.update(1, { title: 'Other', dueDate: null })
      await user.todo.update(2, { tags: ['x', 'y'] })
      const before = await snapshot(user)
      const error = await refusal(user.todo.undo(idOf(changed)))
      expect(error.code).toBe('UNDO_CONFLICT')
      const [one, two] = made.tasks
      expect(error.conflicts.toSorted((a, b) => a.number - b.number)).toEqual([
        { taskId: one?.id, number: 1, field: 'title', expected: 'A', actual: 'Other' },
        { taskId: one?.id, number: 1, field: 'due_date', expected: '2026-04-01', actual: null },
        { taskId: two?.id, number: 2, field: 'tags', expected: ['x'], actual: ['x', 'y'] },
      ])
      expect(await snapshot(user)).toEqual(before)
      expect((await user.store.operation(user.scope, idOf(changed).operationId))?.revertedBy).toBeNull()
    })

    test('goes by values: a field that was changed and set back is no conflict', async () => {
      const user = await harness.user()
      await user.todo.create({ title: 'a' })
      const changed = await user.todo.update(1, { title: 'b' })
      await user.todo.update(1, { title: 'c' })
      await user.todo.update(1, { title: 'b' })
      await user.todo.undo(idOf(changed))
      expect((await user.todo.get(1)).title).toBe('a')
    })

    test('of a creation hides nothing that was written into the task since', async () => {
      const user = await harness.user()
      const made = await user.todo.create({ title: 'a' })
      await user.todo.update(1, { description: 'notes' })
      const error = await refusal(user.todo.undo(idOf(made)))
      expect(error.conflicts).toMatchObject([{ field: 'description', expected: null, actual: 'notes' }])
      await user.todo.undo()
      await user.todo.undo(idOf(made))
      expect((await user.todo.list({ trash: true })).total).toBe(1)
    })

    test('works once, for operations of any age', async () => {
      const user = await harness.user()
      const first = await user.todo.create({ title: 'first' })
      for (let index = 0; index < 250; index += 1) await user.todo.create({ title: `t${index}` })
      await user.todo.undo(idOf(first))
      expect((await user.todo.list({ trash: true })).total).toBe(1)
      expect(await codeOf(user.todo.undo(idOf(first)))).toBe('ALREADY_UNDONE')
    })

    test('of an undo is a redo, of a redo an undo again', async () => {
      const user = await harness.user()
      await user.todo.create({ title: 'a' })
      const changed = await user.todo.update(1, { title: 'b' })
      const undone = await user.todo.undo(idOf(changed))
      const redone = await user.todo.undo(idOf(undone))
      expect((await user.todo.get(1)).title).toBe('b')
      expect((await user.todo.history({ limit: 1 })).operations[0]?.kind).toBe('redo')
      expect(await codeOf(user.todo.undo(idOf(undone)))).toBe('NOTHING_TO_REDO')
      const again = await user.todo.undo(idOf(redone))
      expect((await user.todo.get(1)).title).toBe('a')
      expect(again.reverts).toEqual([changed.operationId])
      expect(await codeOf(user.todo.undo(idOf(redone)))).toBe('ALREADY_UNDONE')
      await user.todo.redo()
      expect((await user.todo.get(1)).title).toBe('b')
    })

    test('brings the time of completion back', async () => {
      const user = await harness.user()
      await user.todo.create({ title: 'a' })
      const { task } = await user.todo.complete(1)
      await user.todo.reopen(1)
      await user.todo.undo()
      expect(await user.todo.get(1)).toMatchObject({ status: 'done', completedAt: task.completedAt })
    })
  })

  describe('redo by id', () => {
    test('names the undo, also after later changes', async () => {
      const user = await harness.user()
      await user.todo.create({ title: 'a' })
      const changed = await user.todo.update(1, { title: 'b' })
      const undone = await user.todo.undo()
      await user.todo.update(1, { priority: 'high' })
      await user.todo.redo(idOf(undone))
      expect(await user.todo.get(1)).toMatchObject({ title: 'b', priority: 'high' })
      expect(await codeOf(user.todo.redo(idOf(undone)))).toBe('NOTHING_TO_REDO')
      expect(await codeOf(user.todo.redo(idOf(changed)))).toBe('NOTHING_TO_REDO')
    })

    test('meets the same conflicts as undo', async () => {
      const user = await harness.user()
      await user.todo.create({ title: 'a' })
      await user.todo.update(1, { title: 'b' })
      const undone = await user.todo.undo()
      await user.todo.update(1, { title: 'c' })
      const error = await refusal(user.todo.redo(idOf(undone)))
      expect(error.conflicts).toMatchObject([{ number: 1, field: 'title', expected: 'a', actual: 'c' }])
    })
  })

  describe('bulk undo', () => {
    test('takes back what one actor did since a time, newest first, as one operation', async () => {
      const user = await harness.user()
      const agent = makeAuthor(user, { actor: 'agent', client: 'mcp:helper' })
      await user.todo.create({ title: 'Mine' })
      await agent.create({ title: 'Before' })
      const from = (await user.todo.update(1, { title: 'Still mine' })).task.updatedAt
      await agent.update(1, { priority: 'high' })
      await agent.update(1, { priority: 'low' })
      await agent.create({ title: 'Junk' })
      const plan = await user.todo.undoAll({ actor: 'agent', from, dryRun: true })
      expect([plan.operationId, plan.reverts.length]).toEqual([null, 3])
      expect((await user.todo.get(1)).priority).toBe('low')
      const done = await user.todo.undoAll({ actor: 'agent', from })
      expect(done.reverts).toEqual(plan.reverts)
      expect(await user.todo.get(1)).toMatchObject({ title: 'Still mine', priority: 'medium' })
      expect(titles((await user.todo.list({ sort: 'number' })).tasks)).toEqual(['Still mine', 'Before'])
      expect(await codeOf(user.todo.undoAll({ actor: 'agent', from }))).toBe('NOTHING_TO_UNDO')
      await user.todo.redo()
      expect((await user.todo.get(1)).priority).toBe('low')
      expect((await user.todo.list()).total).toBe(3)
      await user.todo.undo()
      expect((await user.todo.list()).total).toBe(2)
    })

    test('keeps to the client and the end named, and refuses as a whole', async () => {
      const user = await harness.user()
      const web = makeAuthor(user, { client: 'web' })
      await user.todo.create({ title: 'a' })
      const { task: first } = await web.update(1, { title: 'b' })
      const { task: second } = await web.update(1, { priority: 'high' })
      const { updatedAt: from } = first
      const early = await user.todo.undoAll({ client: 'web', from, to: from, dryRun: true })
      expect(early.reverts).toHaveLength(1)
      await user.todo.update(1, { title: 'c' })
      const before = await snapshot(user)
      expect(await codeOf(user.todo.undoAll({ client: 'web', from }))).toBe('UNDO_CONFLICT')
      expect(await snapshot(user)).toEqual(before)
      await user.todo.undoAll({ client: 'web', from: second.updatedAt })
      expect(await user.todo.get(1)).toMatchObject({ title: 'c', priority: 'medium' })
    })
  })
}
