import { join } from 'node:path'
import type { SQLInputValue } from 'node:sqlite'
import { createTaskService, type ListQuery, type TaskService } from '@todo/core'
import { makeContext } from '@todo/testing/factories'
import { temporaryFolder } from '@todo/testing/temporary-folder'
import { describe, expect, test, vi } from 'vitest'
import { SqliteFile } from './file.ts'
import { FileStore } from './store.ts'

const folder = temporaryFolder()
let files = 0

/** Which whole tables SQLite would read, and what it would sort, for every statement of some work. */
async function costlySteps(work: (todo: TaskService) => Promise<unknown>): Promise<string[]> {
  files += 1
  const file = new SqliteFile(join(folder, `${files}.db`), {})
  const todo = createTaskService(makeContext(new FileStore(file)))
  await todo.create({ title: 'Apple', tags: ['home'], dueDate: '2026-03-01' })
  await todo.complete((await todo.create({ title: 'Pear' })).task.number)
  const spies = [
    vi.spyOn(file, 'get'),
    vi.spyOn(file, 'all'),
    vi.spyOn(file, 'tuples'),
    vi.spyOn(file, 'run'),
  ]
  await work(todo)
  const statements: [string, ...SQLInputValue[]][] = spies.flatMap(({ mock }) => mock.calls)
  for (const spy of spies) spy.mockRestore()
  expect(statements.length).toBeGreaterThan(1)
  const steps = statements.flatMap(([sql, ...values]) =>
    file.all(`EXPLAIN QUERY PLAN ${sql}`, ...values).map(({ detail }) => String(detail)),
  )
  file.close()
  return steps.filter((step) =>
    /SCAN (?!CONSTANT ROW|f VIRTUAL TABLE|task_words VIRTUAL TABLE INDEX 0:=|\(subquery)|TEMP B-TREE/.test(
      step,
    ),
  )
}

const lists: readonly ListQuery[] = [
  { status: 'open', sort: 'number', limit: 50 },
  { status: 'done', sort: 'updated_at', limit: 50 },
  { sort: 'created_at' },
  { status: 'open', sort: 'due_date' },
  { status: 'open', dueBefore: '2026-03-02', sort: 'due_date' },
  { status: 'open', dueAfter: '2026-02-02', sort: 'due_date', order: 'desc' },
  { sort: 'title' },
  { sort: 'priority' },
  { sort: 'position', status: 'pending' },
  { trash: true, sort: 'updated_at' },
  { tags: ['home'], sort: 'number' },
  { q: 'app' },
  { q: 'app', status: 'open', sort: 'number' },
]

const verbs: readonly (readonly [string, (todo: TaskService) => Promise<unknown>])[] = [
  ['a creation', (todo) => todo.create({ title: 'Plum', tags: ['home'] })],
  ['a completion', (todo) => todo.complete(1)],
  ['a deletion and a purge', async (todo) => [await todo.delete(1), await todo.purge([1])]],
  ['an undo and a redo', async (todo) => [await todo.undo(), await todo.redo()]],
  ['the latest history', (todo) => todo.history({ limit: 1 })],
  ['the history of an actor', (todo) => todo.history({ actor: 'user' })],
  ['the history of a client', (todo) => todo.history({ client: 'cli', to: '2027-01-01T00:00:00.000Z' })],
  ['the history since a time', (todo) => todo.history({ from: '2026-01-01T00:00:00.000Z' })],
  ['the tags', (todo) => todo.tags()],
  ['the first load of a copy', (todo) => todo.sync()],
]

describe('no statement reads a whole table or sorts', () => {
  test.each(lists.map((query) => [JSON.stringify(query), query] as const))(
    'for the list %s',
    async (_, query) => {
      expect(await costlySteps((todo) => todo.list(query))).toEqual([])
    },
  )

  test('for the page after a cursor', async () => {
    const steps = await costlySteps(async (todo) => {
      for (const sort of ['number', 'created_at', 'title'] as const) {
        const { nextCursor } = await todo.list({ sort, limit: 1 })
        await todo.list({ sort, limit: 1, cursor: nextCursor ?? '' })
      }
    })
    expect(steps).toEqual([])
  })

  test.each(verbs)('for %s', async (_, verb) => {
    expect(await costlySteps(verb)).toEqual([])
  })
})
