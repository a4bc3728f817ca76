import { type BatchCommand, TodoError } from '@todo/core'
import { systemIds } from '@todo/core/system'
import { describe, expect, test } from 'vitest'
import { makeContext } from '../factories.ts'
import { codeOf, expectGapless, type Harness, numbers, refusal, snapshot, titles } from './harness.ts'

const unusual: readonly string[] = [
  'שלום עולם \u202Eabc',
  'مرحبا\u200Fبالعالم',
  '\u{1F468}\u200D\u{1F469}\u200D\u{1F467}\u200D\u{1F466} family \u{1F1EB}\u{1F1F7}',
  '\u{1F600}'.repeat(200),
  `It's "quoted" \`ticked\` «so» \\ back\\slash \\u0000 \\n`,
  "Robert'); DROP TABLE tasks;--",
  '{"json": [1, null, true], "a":"b"}',
  '$1 :name ?1 @var %s %% _ {0} $x',
  'e\u0301 stays decomposed, é composed',
  '\uFEFFbom \uFFFD \uFFFE \u{10FFFF}',
  'ß ẞ İ ı ſ Ǆ',
]

export function verbSuite(harness: Harness): void {
  describe('text', () => {
    test('comes back exactly as it was written, whatever it holds', async () => {
      const user = await harness.user()
      for (const title of unusual) {
        const { task } = await user.todo.create({ title, description: `${title}\n\t${title}`.slice(0, 900) })
        expect(task.title).toBe(title.trim())
        expect(await user.todo.get(task.number)).toEqual(task)
        const [operation] = (await user.todo.history({ limit: 1 })).operations
        expect(operation?.events[0]?.task).toEqual(task)
      }
    })

    test('may look like JSON, arrays or quotes in tags', async () => {
      const user = await harness.user()
      const tags = [
        '{"a":1}',
        '[null]',
        "o'brien",
        '"',
        '\\',
        '{}',
        'null',
        '$1',
        '%',
        '\u{1F3E0}',
        'ñ',
        '-',
        '*',
      ]
      const { task } = await user.todo.create({ title: 'Tagged', tags })
      expect((await user.todo.get(1)).tags).toEqual(tags)
      for (const tag of tags) expect(numbers((await user.todo.list({ tags: [tag] })).tasks)).toEqual([1])
      expect((await user.todo.tags()).map(({ tag }) => tag).sort()).toEqual([...task.tags].sort())
    })

    test('with NUL, other control characters or half a character is refused before the store', async () => {
      const user = await harness.user()
      for (const title of ['a\u0000b', 'a\u0007b', '\uD800', 'two\nlines', '', ' ', 'x'.repeat(201)]) {
        expect(await codeOf(user.todo.create({ title }))).toBe('VALIDATION_FAILED')
      }
      expect(await codeOf(user.todo.create({ title: 'x', description: 'a\u0000' }))).toBe('VALIDATION_FAILED')
      expect(await codeOf(user.todo.create({ title: 'x', tags: ['a\u0000'] }))).toBe('VALIDATION_FAILED')
      expect((await user.todo.list()).total).toBe(0)
    })

    test('in a search may hold anything', async () => {
      const user = await harness.user()
      await user.todo.create({ title: 'abc' })
      for (const q of ['a\u0000b', '\uD800', ...unusual]) await user.todo.search({ q })
    })
  })

  describe('a task of one’s own id', () => {
    test('is made once, whoever has the id, and shows nothing of the other', async () => {
      const [user, stranger] = [await harness.user(), await harness.user()]
      const id = systemIds.uuid()
      expect((await user.todo.create({ id, title: 'Mine' })).task.id).toBe(id)
      for (const todo of [user.todo, stranger.todo]) {
        const error = await refusal(todo.create({ id, title: 'Again' }))
        expect([error.code, error.message]).toEqual(['ALREADY_EXISTS', 'A task with this id already exists'])
      }
      expect((await stranger.todo.list()).total).toBe(0)
      expect(await codeOf(stranger.todo.get(id))).toBe('TASK_NOT_FOUND')
    })
  })

  describe('a batch', () => {
    test('is one operation with one event for each task, and sees its own changes', async () => {
      const user = await harness.user()
      await user.todo.create({ title: 'one' })
      const id = systemIds.uuid()
      const { tasks } = await user.todo.batch([
        { op: 'create', id, title: 'two' },
        { op: 'complete', ref: id },
        { op: 'update', ref: 1, title: 'uno' },
        { op: 'update', ref: 1, priority: 'high' },
      ])
      expect(tasks.map(({ title, status, priority, version }) => [title, status, priority, version])).toEqual(
        [
          ['two', 'done', 'medium', 1],
          ['two', 'done', 'medium', 1],
          ['uno', 'pending', 'high', 2],
          ['uno', 'pending', 'high', 2],
        ],
      )
      const [operation] = (await user.todo.history()).operations
      expect(operation?.kind).toBe('batch')
      expect(operation?.events.map(({ type }) => type).sort()).toEqual(['TaskCreated', 'TaskUpdated'])
      await expectGapless(user)
    })

    test('does all or nothing, and names the command that failed', async () => {
      const user = await harness.user()
      await user.todo.create({ title: 'one' })
      const before = await snapshot(user)
      const missing = user.todo.batch([
        { op: 'complete', ref: 1 },
        { op: 'delete', ref: 9 },
        { op: 'create', title: 'two' },
      ])
      const error = await refusal(missing)
      expect([error.code, error.issues.map(({ path }) => path)]).toEqual([
        'TASK_NOT_FOUND',
        ['operations.1.id'],
      ])
      expect(await snapshot(user)).toEqual(before)
    })

    test('names the commands whose new tasks have an id that is taken, whoever has it, or comes twice', async () => {
      const [user, stranger] = [await harness.user(), await harness.user()]
      const { id: own } = (await user.todo.create({ title: 'one' })).task
      const { id: foreign } = (await stranger.todo.create({ title: 'theirs' })).task
      const fresh = systemIds.uuid()
      const before = await snapshot(user)
      const pathsOf = async (commands: readonly BatchCommand[]): Promise<string[]> => {
        const error = await refusal(user.todo.batch([{ op: 'create', title: 'two' }, ...commands]))
        return [error.code, ...error.issues.map(({ path }) => path)]
      }
      const create = (id: string) => ({ op: 'create', id, title: 'three' }) as const
      const [first, second] = ['operations.1.id', 'operations.2.id']
      expect(await pathsOf([create(own), create(foreign)])).toEqual(['ALREADY_EXISTS', first, second])
      expect(await pathsOf([create(fresh), create(fresh)])).toEqual(['ALREADY_EXISTS', second])
      expect(await pathsOf([{ op: 'complete', ref: own }, create(own)])).toEqual(['ALREADY_EXISTS', second])
      expect(await snapshot(user)).toEqual(before)
    })

    test('of a thousand commands works', async () => {
      const user = await harness.user()
      const creates = Array.from(
        { length: 1000 },
        (_, index) => ({ op: 'create', title: `t${index}` }) as const,
      )
      const { tasks } = await user.todo.batch(creates)
      expect(titles(tasks).slice(-1)).toEqual(['t999'])
      const { tasks: done } = await user.todo.batch(
        tasks.map(({ id }) => ({ op: 'complete', ref: id }) as const),
      )
      expect(done.every(({ status }) => status === 'done')).toBe(true)
      await user.todo.undo()
      expect((await user.todo.list({ status: 'pending' })).total).toBe(1000)
    })
  })

  describe('writers of one task at once', () => {
    test('both get through where neither named a version: the later decides on fresh rows', async () => {
      const user = await harness.user()
      const { task } = await user.todo.create({ title: 'Shared' })
      await Promise.all([
        user.todo.update(task.id, { title: 'Renamed' }),
        user.todo.update(task.id, { priority: 'high' }),
        user.todo.update(task.id, { dueDate: '2026-04-01' }),
      ])
      expect(await user.todo.get(1)).toMatchObject({
        title: 'Renamed',
        priority: 'high',
        dueDate: '2026-04-01',
        version: 4,
      })
    })

    test('with a version named only the first gets through', async () => {
      const user = await harness.user()
      const { task } = await user.todo.create({ title: 'Shared' })
      const ifVersion = task.version
      const results = await Promise.allSettled([
        user.todo.update(1, { title: 'a' }, { ifVersion }),
        user.todo.update(1, { title: 'b' }, { ifVersion }),
      ])
      const failed = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
      expect(failed.map((error) => error instanceof TodoError && error.code)).toEqual(['PRECONDITION_FAILED'])
    })

    test('undo one operation once', async () => {
      const user = await harness.user()
      const { operationId } = await user.todo.create({ title: 'Once' })
      const input = { operationId: operationId ?? '' }
      const results = await Promise.allSettled([user.todo.undo(input), user.todo.undo(input)])
      const failed = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
      expect(failed.map((error) => error instanceof TodoError && error.code)).toEqual(['ALREADY_UNDONE'])
    })
  })

  describe('a repeat by operation id', () => {
    test('answers as the first time and changes nothing, whatever came between', async () => {
      const user = await harness.user()
      const operationId = systemIds.uuid()
      const first = await user.todo.create({ title: 'Once' }, { operationId })
      await user.todo.update(1, { title: 'Changed since' })
      await user.todo.delete(1)
      const again = await user.todo.create({ title: 'Once' }, { operationId })
      expect(again).toEqual({ ...first, replayed: true })
      expect((await user.todo.list({ trash: true })).total).toBe(1)
    })

    test('holds for every verb', async () => {
      const user = await harness.user()
      await user.todo.create({ title: 'One', tags: ['a'] })
      await user.todo.create({ title: 'Two', tags: ['a'] })
      const verbs: ((operationId: string) => Promise<unknown>)[] = [
        (operationId) => user.todo.update(1, { title: 'Uno' }, { operationId }),
        (operationId) => user.todo.complete(1, { operationId }),
        (operationId) => user.todo.reopen(1, { operationId }),
        (operationId) => user.todo.renameTag('a', 'b', { operationId }),
        (operationId) => user.todo.undo({}, { operationId }),
        (operationId) => user.todo.redo({}, { operationId }),
        (operationId) => user.todo.deleteTag('b', { operationId }),
        (operationId) => user.todo.delete(2, { operationId }),
        (operationId) => user.todo.restore(2, { operationId }),
        (operationId) =>
          user.todo.batch(
            [
              { op: 'delete', ref: 1 },
              { op: 'delete', ref: 2 },
            ],
            { operationId },
          ),
        (operationId) => user.todo.purge('all', { operationId }),
      ]
      for (const verb of verbs) {
        const operationId = systemIds.uuid()
        const first = await verb(operationId)
        const before = await snapshot(user)
        const again = await verb(operationId)
        expect({ ...Object(again), replayed: null }).toEqual({ ...Object(first), replayed: null })
        expect(await snapshot(user)).toEqual(before)
      }
      await expectGapless(user)
    })

    test('of a batch answers command by command, as the first time', async () => {
      const user = await harness.user()
      await user.todo.create({ title: 'One' })
      const [operationId, id] = [systemIds.uuid(), systemIds.uuid()]
      const commands = [
        { op: 'update', ref: 1, title: 'Uno' },
        { op: 'create', title: 'Two' },
        { op: 'create', id, title: 'Three' },
        { op: 'complete', ref: id },
        { op: 'create', title: 'Four' },
        { op: 'update', ref: 1, priority: 'high' },
      ] as const
      const first = await user.todo.batch(commands, { operationId })
      expect(titles(first.tasks)).toEqual(['Uno', 'Two', 'Three', 'Three', 'Four', 'Uno'])
      await user.todo.update(1, { title: 'Changed since' })
      expect(await user.todo.batch(commands, { operationId })).toEqual({ ...first, replayed: true })
    })

    test('with another verb is refused, and so is an id that is no uuid', async () => {
      const user = await harness.user()
      const operationId = systemIds.uuid()
      await user.todo.create({ title: 'One' }, { operationId })
      expect(await codeOf(user.todo.complete(1, { operationId }))).toBe('OPERATION_ID_REUSED')
      expect(await codeOf(user.todo.complete(1, { operationId: 'mine' }))).toBe('VALIDATION_FAILED')
    })

    test('at the same moment runs once', async () => {
      const user = await harness.user()
      const operationId = systemIds.uuid()
      const create = () => user.todo.create({ title: 'Once' }, { operationId })
      const answers = await Promise.all([create(), create(), create()])
      expect(new Set(answers.map(({ task }) => task.id)).size).toBe(1)
      expect((await user.todo.list()).total).toBe(1)
    })
  })

  describe('close', () => {
    test('may be called twice, and the store then refuses to work or is empty', async () => {
      const store = await harness.makeStore()
      await store.close()
      await expect(store.close()).resolves.toBeUndefined()
      const { scope } = makeContext(store)
      const read = store.operationsPresent(scope, [systemIds.uuid()]).then((present) => present.size)
      expect(await read.catch(() => 0)).toBe(0)
    })
  })
}
