import { systemIds } from '@todo/core/system'
import { describe, expect, test } from 'vitest'
import { creation, makeAuthor, makeChange, type TestUser } from '../factories.ts'
import { codeOf, type Harness, idOf, numbers, snapshot, titles } from './harness.ts'

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

    test('without an id passes over what touched a purged task, so that a purge does not end undo', async () => {
      const user = await harness.user()
      await user.todo.create({ title: 'Kept' })
      await user.todo.update(1, { title: 'Kept on' })
      const made = await user.todo.create({ title: 'Gone' })
      await user.todo.delete(2)
      await user.todo.purge([2])
      const from = '2000-01-01T00:00:00.000Z'
      expect((await user.todo.undoAll({ from, dryRun: true })).reverts).toHaveLength(2)
      expect(await codeOf(user.todo.undo(idOf(made)))).toBe('NOT_REVERSIBLE')
      await user.todo.undo()
      expect((await user.todo.get(1)).title).toBe('Kept')
      await user.todo.undo()
      expect(await codeOf(user.todo.undo())).toBe('NOTHING_TO_UNDO')
      await user.todo.redo()
      await user.todo.redo()
      expect((await user.todo.get(1)).title).toBe('Kept on')
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
}
