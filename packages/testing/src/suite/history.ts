import { systemIds } from '@todo/core/system'
import { describe, expect, test } from 'vitest'
import { makeAuthor, type TestUser } from '../factories.ts'
import { codeOf, type Harness, numbers, snapshot } from './harness.ts'

async function written(harness: Harness): Promise<TestUser> {
  const user = await harness.user()
  const agent = makeAuthor(user, { actor: 'agent', client: 'mcp:x' })
  await user.todo.create({ title: 'One' })
  await agent.create({ title: 'Two' })
  await makeAuthor(user, { client: 'web' }).update(1, { title: 'Uno' })
  await agent.batch([
    { op: 'complete', ref: 1 },
    { op: 'complete', ref: 2 },
  ])
  await user.todo.delete(2)
  return user
}

export function historySuite(harness: Harness): void {
  describe('history', () => {
    test('comes newest first with who, whence, when and what was changed', async () => {
      const user = await written(harness)
      const { operations } = await user.todo.history()
      expect(operations.map(({ kind, actor, client }) => [kind, actor, client])).toEqual([
        ['delete', 'user', 'cli'],
        ['batch', 'agent', 'mcp:x'],
        ['update', 'user', 'web'],
        ['create', 'agent', 'mcp:x'],
        ['create', 'user', 'cli'],
      ])
      const [, , update] = operations
      const { task } = update?.events[0] ?? {}
      expect(update?.events).toMatchObject([
        {
          seq: 3,
          type: 'TaskUpdated',
          number: 1,
          changes: { title: { from: 'One', to: 'Uno' } },
          at: update?.at,
        },
      ])
      expect(task).toMatchObject({ title: 'Uno', version: 2, updatedAt: update?.at })
    })

    test('filters by task, actor, client and time, times inclusive', async () => {
      const user = await written(harness)
      const { operations } = await user.todo.history()
      const at = operations.map((operation) => operation.at)
      const kinds = async (query: Parameters<typeof user.todo.history>[0]): Promise<string[]> =>
        (await user.todo.history(query)).operations.map(({ kind }) => kind)
      const [, second = '', third = ''] = at
      expect(await kinds({ task: 1 })).toEqual(['batch', 'update', 'create'])
      expect(await kinds({ actor: 'agent' })).toEqual(['batch', 'create'])
      expect(await kinds({ client: 'web' })).toEqual(['update'])
      expect(await kinds({ actor: 'user', client: 'cli', task: 2 })).toEqual(['delete'])
      expect(await kinds({ from: third, to: second })).toEqual(['batch', 'update'])
      expect(await kinds({ from: second, actor: 'user' })).toEqual(['delete'])
      expect(await kinds({ to: third, limit: 1 })).toEqual(['update'])
      expect(await kinds({ task: 99 })).toEqual([])
      expect(await kinds({ task: systemIds.uuid() })).toEqual([])
      expect(await kinds({ client: 'none' })).toEqual([])
      expect(await kinds({ actor: 'system' })).toEqual([])
    })

    test('pages by cursor with every filter, without gap or repeat while others write', async () => {
      const user = await written(harness)
      for (const query of [{}, { task: 1 }, { actor: 'agent' }, { client: 'cli' }] as const) {
        const wanted = (await user.todo.history(query)).operations.map(({ id }) => id)
        const seen: string[] = []
        let cursor: string | undefined
        do {
          const page = await user.todo.history({ ...query, limit: 1, ...(cursor && { cursor }) })
          seen.push(...page.operations.map(({ id }) => id))
          cursor = page.nextCursor ?? undefined
          await user.todo.create({ title: 'Meanwhile' })
        } while (cursor)
        expect(seen).toEqual(wanted)
      }
      expect(await codeOf(user.todo.history({ cursor: 'none' }))).toBe('VALIDATION_FAILED')
    })

    test('keeps the history of a purged task readable by its id, blank', async () => {
      const user = await harness.user()
      const { task } = await user.todo.create({ title: 'Secret' })
      await user.todo.delete(1)
      await user.todo.purge([1])
      const { operations } = await user.todo.history({ task: task.id })
      expect(operations.map(({ kind }) => kind)).toEqual(['purge', 'delete', 'create'])
      expect(JSON.stringify(operations)).not.toContain('Secret')
    })

    test('of one operation holds all its events, also where the filter names one task of it', async () => {
      const user = await written(harness)
      const [batch] = (await user.todo.history({ task: 2, actor: 'agent' })).operations
      expect(batch?.events.map(({ number }) => number)).toEqual([1, 2])
      expect(await user.store.operation(user.scope, batch?.id ?? '')).toEqual(batch)
      expect(await user.store.operation(user.scope, systemIds.uuid())).toBeNull()
    })
  })

  describe('tags', () => {
    test('are counted outside the trash, in the order of their code points', async () => {
      const user = await harness.user()
      await user.todo.create({ title: 'a', tags: ['Home', 'b', 'é', '\u{1F3E0}', 'z', '\uFF5A'] })
      await user.todo.create({ title: 'b', tags: ['home', 'b'] })
      await user.todo.create({ title: 'c', tags: ['home', 'gone'] })
      await user.todo.complete(2)
      await user.todo.delete(3)
      expect(await user.todo.tags()).toEqual([
        { tag: 'b', open: 1, total: 2 },
        { tag: 'home', open: 1, total: 2 },
        { tag: 'z', open: 1, total: 1 },
        { tag: 'é', open: 1, total: 1 },
        { tag: '\uFF5A', open: 1, total: 1 },
        { tag: '\u{1F3E0}', open: 1, total: 1 },
      ])
      await user.todo.restore(3)
      await user.todo.undo()
      await user.todo.purge('all')
      expect((await user.todo.tags()).map(({ tag }) => tag)).not.toContain('gone')
    })

    test('are renamed and merged everywhere as one operation, and deleted likewise', async () => {
      const user = await harness.user()
      await user.todo.create({ title: 'a', tags: ['x', 'old', 'y'] })
      await user.todo.create({ title: 'b', tags: ['old', 'new'] })
      await user.todo.create({ title: 'c', tags: ['other'] })
      const { tasks } = await user.todo.renameTag('OLD', 'New')
      expect(numbers(tasks).sort()).toEqual([1, 2])
      expect((await user.todo.get(1)).tags).toEqual(['x', 'new', 'y'])
      expect((await user.todo.get(2)).tags).toEqual(['new'])
      expect((await user.todo.history({ limit: 1 })).operations[0]?.events).toHaveLength(2)
      await user.todo.deleteTag('new')
      expect((await user.todo.tags()).map(({ tag }) => tag)).toEqual(['other', 'x', 'y'])
      await user.todo.undo()
      await user.todo.undo()
      expect((await user.todo.get(2)).tags).toEqual(['old', 'new'])
      const before = await snapshot(user)
      expect(await codeOf(user.todo.renameTag('none', 'x'))).toBe('TAG_NOT_FOUND')
      expect(await codeOf(user.todo.renameTag('old', 'two words'))).toBe('VALIDATION_FAILED')
      expect((await user.todo.renameTag('old', 'old')).operationId).toBeNull()
      expect(await snapshot(user)).toEqual(before)
    })
  })

  describe('the trash', () => {
    test('holds what was deleted, away from the list, until it is restored or purged', async () => {
      const user = await harness.user()
      for (const title of ['a', 'b', 'c']) await user.todo.create({ title })
      await user.todo.delete(1)
      await user.todo.delete(2)
      expect(numbers((await user.todo.list({ trash: true, sort: 'number' })).tasks)).toEqual([1, 2])
      expect(numbers((await user.todo.list()).tasks)).toEqual([3])
      expect(await codeOf(user.todo.get(1))).toBe('TASK_NOT_FOUND')
      expect(await codeOf(user.todo.update(1, { title: 'x' }))).toBe('TASK_NOT_FOUND')
      expect(await codeOf(user.todo.purge([3]))).toBe('TASK_NOT_FOUND')
      expect((await user.todo.restore(1)).task.deletedAt).toBeNull()
      expect((await user.todo.restore(1)).operationId).toBeNull()
      expect((await user.todo.purge('all')).purged).toBe(1)
      expect((await user.todo.purge('all')).operationId).toBeNull()
      expect(await codeOf(user.todo.restore(2))).toBe('TASK_NOT_FOUND')
    })
  })
}
