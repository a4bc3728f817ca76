import { describe, expect, test } from 'vitest'
import { makeAuthor } from '../factories.ts'
import { codeOf, type Harness, idOf, refusal, snapshot, titles } from './harness.ts'

export function undoByIdSuite(harness: Harness): void {
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
