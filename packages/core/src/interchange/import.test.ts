import { createMemoryStore } from '@todo/store/memory'
import { describe, expect, test } from 'vitest'
import type { Context } from '../context.ts'
import { TodoError } from '../errors.ts'
import { createTaskService, type TaskService } from '../service.ts'
import { systemIds } from '../system.ts'
import type { InterchangeFormat } from './document.ts'
import type { ImportStep } from './import.ts'

type User = { context: Context; todo: TaskService }

function user(store = createMemoryStore()): User {
  let now = Date.parse('2026-03-01T09:00:00.000Z')
  const context: Context = {
    store,
    clock: { now: () => (now += 1000) },
    ids: systemIds,
    scope: { spaceId: systemIds.uuid(), userId: systemIds.uuid() },
    actor: 'user',
    client: 'cli',
    correlationId: 'c-1',
  }
  return { context, todo: createTaskService(context) }
}

async function exported({ todo }: User, format: InterchangeFormat = 'json'): Promise<string> {
  let text = ''
  for await (const piece of todo.export(format)) text += piece
  return text
}

const ids = async ({ todo }: User): Promise<string[]> =>
  (await todo.list({ sort: 'number', limit: 100 })).tasks.map(({ id }) => id)
const titles = async ({ todo }: User): Promise<string[]> =>
  (await todo.list({ sort: 'number', limit: 100 })).tasks.map(({ number, title }) => `${number} ${title}`)

const csv = (...lines: string[]): { format: 'csv'; content: string } => ({
  format: 'csv',
  content: ['title', ...lines].join('\n'),
})

describe('by content (CSV, todo.txt)', () => {
  test('the same line twice makes two tasks; a repeat makes none; a third line makes one more', async () => {
    const one = user()
    expect(await one.todo.import(csv('Milk', 'Milk'))).toMatchObject({ created: 2, unchanged: 0 })
    const repeat = await one.todo.import(csv('Milk', 'Milk'))
    expect(repeat).toEqual({ operationId: null, created: 0, unchanged: 2, errors: [], replayed: false })
    expect(await one.todo.import(csv('Milk', 'Milk', 'Milk'))).toMatchObject({ created: 1, unchanged: 2 })
    expect(await titles(one)).toEqual(['1 Milk', '2 Milk', '3 Milk'])
  })

  test('the order of tags does not count, and a task in the trash does not match', async () => {
    const one = user()
    await one.todo.create({ title: 'Milk', tags: ['shop', 'home'] })
    const line = { format: 'todotxt', content: 'Milk @home @shop' } as const
    expect(await one.todo.import(line)).toMatchObject({ created: 0, unchanged: 1 })
    await one.todo.delete(1)
    expect(await one.todo.import(line)).toMatchObject({ created: 1, unchanged: 0 })
  })

  test('bad lines are named and the others imported', async () => {
    const one = user()
    const written = await one.todo.import({
      format: 'csv',
      content:
        'title,due_date,priority\nGood,2026-12-24,high\nBad,2026-02-30,\n,2026-01-01,\nWorse,,urgent\nAlso good,,\n',
    })
    expect(written).toMatchObject({ created: 2, unchanged: 0 })
    expect(written.errors.map(({ line }) => line)).toEqual([3, 4, 5])
    expect(await titles(one)).toEqual(['1 Good', '2 Also good'])
  })

  test('what a file does not say is filled in', async () => {
    const one = user()
    await one.todo.import({ format: 'todotxt', content: 'x Old\nx 2020-01-02 2020-01-01 Older\nNew' })
    const { tasks } = await one.todo.list({ sort: 'number' })
    expect(tasks[0]).toMatchObject({ status: 'done', completedAt: tasks[0]?.createdAt, version: 1 })
    expect(tasks[1]).toMatchObject({
      createdAt: '2020-01-01T00:00:00.000Z',
      completedAt: '2020-01-02T00:00:00.000Z',
    })
    expect(tasks[2]).toMatchObject({ status: 'pending', completedAt: null, priority: 'medium' })
  })
})

describe('numbers and positions', () => {
  test('a list that never had a task keeps those of the file', async () => {
    const one = user()
    await one.todo.import({ format: 'csv', content: 'number,title\n7,Seven\n3,Three\n7,Again\n,None' })
    expect(await titles(one)).toEqual(['3 Three', '7 Seven', '8 Again', '9 None'])
    expect((await one.todo.create({ title: 'Next' })).task.number).toBe(10)
  })

  test('another list goes on behind its own', async () => {
    const [from, to] = [user(), user()]
    await from.todo.create({ title: 'One' })
    await from.todo.create({ title: 'Two' })
    await from.todo.update(2, { position: 'a05' })
    await to.todo.create({ title: 'Mine' })
    await to.todo.import({ format: 'json', content: await exported(from) })
    expect(await titles(to)).toEqual(['1 Mine', '2 One', '3 Two'])
    const { tasks } = await to.todo.list({ sort: 'position' })
    expect(tasks.map(({ position }) => position)).toEqual(['a1', 'a2', 'a3'])
    const { operations } = await to.todo.history({ task: 3 })
    const numbers = operations.flatMap(({ events }) =>
      events
        .filter(({ taskId }) => taskId === tasks[2]?.id)
        .flatMap(({ number, task }) => [number, task?.number]),
    )
    expect(new Set(numbers)).toEqual(new Set([3]))
  })
})

describe('by id (JSON)', () => {
  test('an id that another space has is replaced, always by the same one, in the history too', async () => {
    const store = createMemoryStore()
    const [from, to] = [user(store), user(store)]
    const { task } = await from.todo.create({ title: 'Mine' })
    await from.todo.complete(1)
    const content = await exported(from)
    expect(await to.todo.import({ format: 'json', content })).toMatchObject({ created: 1 })
    const derived = systemIds.derive(to.context.scope.spaceId, task.id)
    expect(await ids(to)).toEqual([derived])
    const { operations } = await to.todo.history({ task: 1 })
    expect(operations.map(({ kind, imported }) => [kind, imported])).toEqual([
      ['import', false],
      ['complete', true],
      ['create', true],
    ])
    expect(await to.todo.import({ format: 'json', content })).toMatchObject({
      operationId: null,
      unchanged: 1,
    })
    await from.todo.delete(1)
    await from.todo.purge('all')
    expect(await to.todo.import({ format: 'json', content })).toMatchObject({
      operationId: null,
      unchanged: 1,
    })
  })

  test('a file that has both the id taken and the one derived from it makes two tasks', async () => {
    const store = createMemoryStore()
    const [from, to] = [user(store), user(store)]
    const { task } = await from.todo.create({ title: 'First' })
    const file = JSON.parse(await exported(from))
    const derived = systemIds.derive(to.context.scope.spaceId, task.id)
    file.operations = []
    file.tasks.push({ ...file.tasks[0], id: derived, number: 2, title: 'Second' })
    const input = { format: 'json', content: JSON.stringify(file) } as const
    expect(await to.todo.import(input)).toMatchObject({ created: 2 })
    expect(await titles(to)).toEqual(['1 First', '2 Second'])
    expect(await to.todo.import(input)).toMatchObject({ created: 0, unchanged: 2 })
  })

  test('a task matched stays as it is, and so does one in the trash', async () => {
    const one = user()
    await one.todo.create({ title: 'Before' })
    await one.todo.create({ title: 'Gone' })
    const content = await exported(one)
    await one.todo.update(1, { title: 'After' })
    await one.todo.delete(2)
    expect(await one.todo.import({ format: 'json', content })).toEqual({
      operationId: null,
      created: 0,
      unchanged: 2,
      errors: [],
      replayed: false,
    })
    expect(await titles(one)).toEqual(['1 After'])
  })

  test('history comes only with the tasks that it is about, and only once', async () => {
    const [from, to] = [user(), user()]
    await from.todo.create({ title: 'Shared' })
    await to.todo.import({ format: 'json', content: await exported(from) })
    await from.todo.update(1, { title: 'Changed there' })
    const matched = await to.todo.import({ format: 'json', content: await exported(from) })
    expect(matched).toMatchObject({ operationId: null, unchanged: 1 })
    expect((await to.todo.history()).operations).toHaveLength(2)
    await from.todo.batch([
      { op: 'create', title: 'New' },
      { op: 'update', ref: 1, title: 'Changed again' },
    ])
    await to.todo.import({ format: 'json', content: await exported(from) })
    const { operations } = await to.todo.history()
    expect(operations.map(({ kind }) => kind)).toEqual(['import', 'batch', 'import', 'create'])
    expect(operations[1]?.events.map(({ type }) => type)).toEqual(['TaskCreated'])
    expect(await titles(to)).toEqual(['1 Shared', '2 New'])
  })

  test('a purge in the file does not touch the task of the same id here', async () => {
    const [from, to] = [user(), user()]
    await from.todo.create({ title: 'Kept here' })
    await to.todo.import({ format: 'json', content: await exported(from) })
    await from.todo.create({ title: 'Other' })
    await from.todo.delete(1)
    await from.todo.purge('all')
    await to.todo.import({ format: 'json', content: await exported(from) })
    expect(await titles(to)).toEqual(['1 Kept here', '2 Other'])
    const { operations } = await to.todo.history({ task: 1 })
    expect(operations.flatMap(({ events }) => events.map(({ type }) => type))).not.toContain('TaskPurged')
  })
})

describe('by UID (iCalendar)', () => {
  const todoOf = (uid: string, summary: string): string =>
    ['BEGIN:VCALENDAR', 'BEGIN:VTODO', `UID:${uid}`, `SUMMARY:${summary}`, 'END:VTODO', 'END:VCALENDAR'].join(
      '\r\n',
    )

  test('our own UIDs are ids; those of others give the same id each time', async () => {
    const [from, one] = [user(), user()]
    const { task } = await from.todo.create({ title: 'Ours' })
    await one.todo.import({ format: 'ics', content: await exported(from, 'ics') })
    await one.todo.import({ format: 'ics', content: todoOf('abc@example.org', 'Theirs') })
    const theirs = systemIds.derive(one.context.scope.spaceId, 'ics:abc@example.org')
    expect(await ids(one)).toEqual([task.id, theirs])
    const changed = { format: 'ics', content: todoOf('abc@example.org', 'Changed') } as const
    expect(await one.todo.import(changed)).toMatchObject({ operationId: null, unchanged: 1 })
    await one.todo.delete(2)
    expect(await one.todo.import(changed)).toMatchObject({ operationId: null, unchanged: 1 })
  })
})

describe('the operation', () => {
  test('is one, of kind import, and undo puts its tasks in the trash', async () => {
    const one = user()
    const written = await one.todo.import(csv('One', 'Two'))
    const { operations } = await one.todo.history()
    expect(operations).toMatchObject([{ id: written.operationId, kind: 'import', imported: false }])
    await one.todo.undo()
    expect(await titles(one)).toEqual([])
    await one.todo.redo()
    expect(await titles(one)).toEqual(['1 One', '2 Two'])
  })

  test('imported history is never what undo without an id takes', async () => {
    const [from, to] = [user(), user()]
    await from.todo.create({ title: 'One' })
    await from.todo.update(1, { title: 'Two' })
    await to.todo.import({ format: 'json', content: await exported(from) })
    await to.todo.undo()
    expect(await titles(to)).toEqual([])
    await expect(to.todo.undo()).rejects.toMatchObject({ code: 'NOTHING_TO_UNDO' })
    const [, , imported] = (await to.todo.history()).operations
    if (!imported) throw new Error('the history came along')
    await expect(to.todo.undo({ operationId: imported.id })).rejects.toMatchObject({ code: 'NOT_REVERSIBLE' })
  })

  test('with its id given, a repeat answers as the first', async () => {
    const one = user()
    const operationId = systemIds.uuid()
    const first = await one.todo.import(csv('One', 'Two'), { operationId })
    expect(first).toMatchObject({ operationId, created: 2, unchanged: 0 })
    expect(await one.todo.import(csv('One', 'Two'), { operationId })).toEqual({ ...first, replayed: true })
    await one.todo.delete(1)
    expect(await one.todo.import(csv('One', 'Two'), { operationId })).toEqual({ ...first, replayed: true })
    await expect(one.todo.import(csv('Three'), { operationId: 'no uuid' })).rejects.toThrow(TodoError)
  })

  test('two at once of the same file make its tasks once, where they have ids', async () => {
    const [from, to] = [user(), user()]
    for (const title of ['One', 'Two', 'Three']) await from.todo.create({ title })
    const input = { format: 'json', content: await exported(from) } as const
    const written = await Promise.all([to.todo.import(input), to.todo.import(input)])
    expect(written.map(({ created }) => created).sort()).toEqual([0, 3])
    expect(await titles(to)).toHaveLength(3)
  })

  test('says at which step it is', async () => {
    const one = user()
    const steps: [ImportStep, number][] = []
    await one.todo.import({ ...csv('One', 'Two'), onStep: (step, tasks) => steps.push([step, tasks]) })
    expect(steps).toEqual([
      ['read', 0],
      ['compare', 2],
      ['write', 2],
      ['done', 2],
    ])
  })
})

describe('export', () => {
  test('only JSON has the trash and the history, newest first', async () => {
    const one = user()
    await one.todo.create({ title: 'Kept' })
    await one.todo.create({ title: 'Thrown away' })
    await one.todo.delete(2)
    const file = JSON.parse(await exported(one))
    expect(file).toMatchObject({ version: 1, tasks: [{ number: 1 }, { number: 2 }] })
    expect(file.operations.map(({ kind }: { kind: string }) => kind)).toEqual(['delete', 'create', 'create'])
    for (const format of ['csv', 'todotxt', 'ics'] as const) {
      expect(await exported(one, format)).toContain('Kept')
      expect(await exported(one, format)).not.toContain('Thrown away')
    }
  })

  test('has each task once, though others move tasks while it runs', async () => {
    const one = user()
    for (const title of ['One', 'Two', 'Three']) await one.todo.create({ title })
    await one.todo.delete(2)
    const { store } = one.context
    let lists = 0
    const busy: User = {
      ...one,
      todo: createTaskService({
        ...one.context,
        store: Object.assign(Object.create(store), {
          load: store.load.bind(store),
          history: store.history.bind(store),
          list: async (...request: Parameters<typeof store.list>) => {
            const page = await store.list(...request)
            lists += 1
            if (lists === 1)
              await one.todo.batch([
                { op: 'delete', ref: 1 },
                { op: 'restore', ref: 2 },
              ])
            return page
          },
        }),
      }),
    }
    const file = JSON.parse(await exported(busy))
    expect(file.tasks.map(({ number }: { number: number }) => number).sort()).toEqual([1, 2, 3])
    expect(file.operations.map(({ kind }: { kind: string }) => kind)).not.toContain('batch')
  })
})
