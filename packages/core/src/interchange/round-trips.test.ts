import { createMemoryStore } from '@todo/store/memory'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Context } from '../context.ts'
import { createTaskService, type TaskService } from '../service.ts'
import { systemIds } from '../system.ts'
import { initialPosition } from '../task/position.ts'
import {
  descriptionProblem,
  normalizeDescription,
  normalizeTags,
  tagProblem,
  titleProblem,
} from '../task/rules.ts'
import { type Task, taskPriorities, taskStatuses } from '../task/task.ts'
import { type InterchangeFormat, interchangeFormats } from './document.ts'
import { readImport } from './read-import.ts'
import { writeCsv } from './write-csv.ts'
import { writeIcs } from './write-ics.ts'
import { writeJson } from './write-json.ts'
import { writeTodotxt } from './write-todotxt.ts'

const traps = fc.constantFrom(
  ...[
    'x',
    'X',
    '(A)',
    '(B)',
    '2026-01-02',
    '@bob',
    '@a,b',
    '\\@bob',
    '\\\\@bob',
    '\\',
    '+garden',
    '',
    '@',
    '#x',
  ],
  ...[
    'due:2026-01-02',
    'due:soon',
    'pri:A',
    'status:done',
    'desc:a%20b',
    'desc:',
    '%',
    '%zz',
    'a:b',
    'rec:1w',
  ],
  ...[
    '"',
    '""',
    "'",
    ',',
    ';',
    '=1+1',
    '\\n',
    '\\,',
    'BEGIN:VTODO',
    'END:VTODO',
    'é',
    'e\u0301',
    '日本',
    '👩‍👩‍👧',
    '\u00a0',
  ],
)
const words = fc.oneof(traps, fc.string({ unit: 'grapheme', maxLength: 60 }), fc.string({ unit: 'binary' }))
const titles = fc
  .array(words, { minLength: 1, maxLength: 8 })
  .map((each) => each.join(' ').trim())
  .filter((title) => titleProblem(title) === null)
const descriptions = fc
  .array(fc.oneof(words, fc.constantFrom('\n', '\n\n', '\t', '  ')), { maxLength: 12 })
  .map((each) => normalizeDescription(each.join(' ')))
  .filter((text) => text === null || descriptionProblem(text) === null)
const tags = fc
  .array(fc.oneof(words, fc.constantFrom('home', 'a;b', 'a:b', '"q"', '\\n', 'über', 'x')), { maxLength: 5 })
  .map((each) => normalizeTags(each.filter((tag) => tagProblem(tag) === null)))
const times = fc
  .date({
    min: new Date('1970-01-01T00:00:00.000Z'),
    max: new Date('2199-12-31T00:00:00.000Z'),
    noInvalidDate: true,
  })
  .map((date) => date.toISOString())

const task: fc.Arbitrary<Task> = fc
  .record({
    title: titles,
    description: descriptions,
    status: fc.constantFrom(...taskStatuses),
    priority: fc.constantFrom(...taskPriorities),
    dueDate: fc.option(times.map((time) => time.slice(0, 10))),
    tags,
    version: fc.integer({ min: 1, max: 1000 }),
    createdAt: times,
    updatedAt: times,
    doneAt: times,
  })
  .map(({ doneAt, ...fields }) => ({
    ...fields,
    id: systemIds.uuid(),
    number: 1,
    position: 'a1',
    completedAt: fields.status === 'done' ? doneAt : null,
    deletedAt: null,
  }))
const tasks = fc
  .array(task, { maxLength: 6 })
  .map((each) =>
    each.map((one, index) => ({ ...one, number: index + 1, position: initialPosition(index + 1) })),
  )

async function* each<T>(items: readonly T[]): AsyncIterable<T> {
  yield* items
}

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const piece of pieces) text += piece
  return text
}

function write(format: InterchangeFormat, list: readonly Task[]): Promise<string> {
  const writers = {
    json: () =>
      writeJson({ exportedAt: '2026-03-01T09:00:00.000Z', tasks: each(list), operations: each([]) }),
    csv: () => writeCsv(each(list)),
    todotxt: () => writeTodotxt(each(list)),
    ics: () => writeIcs(each(list)),
  }
  return textOf(writers[format]())
}

const content = ({ title, description, status, priority, dueDate, tags: labels }: Task): object => ({
  title,
  description,
  status,
  priority,
  dueDate,
  tags: labels,
})
const toSecond = (time: string | null): string | null => time && `${time.slice(0, 19)}.000Z`
const toDay = (time: string | null): string | null => time && `${time.slice(0, 10)}T00:00:00.000Z`

/** What comes back of a task that was written in each format: this is the statement of what is lost. */
const survives: Record<InterchangeFormat, (task: Task) => object> = {
  json: (one) => one,
  csv: ({ number, createdAt, updatedAt, completedAt, ...one }) => ({
    ...content({ ...one, number, createdAt, updatedAt, completedAt }),
    number,
    createdAt,
    updatedAt,
    completedAt,
  }),
  todotxt: (one) => ({
    ...content(one),
    createdAt: toDay(one.createdAt),
    completedAt: toDay(one.completedAt),
  }),
  ics: (one) => ({
    ...content(one),
    id: one.id,
    createdAt: toSecond(one.createdAt),
    updatedAt: toSecond(one.updatedAt),
    completedAt: toSecond(one.completedAt),
  }),
}

test.each(interchangeFormats)(
  '%s brings back every field that it carries, whatever the text',
  async (format) => {
    await fc.assert(
      fc.asyncProperty(tasks, async (list) => {
        const read = readImport(format, await write(format, list))
        expect(read.errors).toEqual([])
        expect(read.tasks).toHaveLength(list.length)
        for (const [index, one] of list.entries())
          expect(read.tasks[index]).toMatchObject(survives[format](one))
      }),
      { numRuns: 300 },
    )
  },
)

test('an iCalendar line is never longer than 75 octets and never splits a character', async () => {
  await fc.assert(
    fc.asyncProperty(tasks, async (list) => {
      for (const line of (await write('ics', list)).split('\r\n')) {
        expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75)
        expect(line.isWellFormed()).toBe(true)
      }
    }),
  )
})

function user(store = createMemoryStore()): { context: Context; todo: TaskService } {
  let now = Date.parse('2026-03-01T09:00:00.000Z')
  const context: Context = {
    store,
    clock: { now: () => (now += 1001) },
    ids: systemIds,
    scope: { spaceId: systemIds.uuid(), userId: systemIds.uuid() },
    actor: 'user',
    client: 'cli',
    correlationId: null,
  }
  return { context, todo: createTaskService(context) }
}

type Step = (todo: TaskService) => Promise<unknown>

const ref = fc.integer({ min: 1, max: 6 })
const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ title: titles, description: descriptions, tags }).map(
    (input): Step =>
      (todo) =>
        todo.create(input),
  ),
  fc.tuple(ref, titles).map(
    ([number, title]): Step =>
      (todo) =>
        todo.update(number, { title }),
  ),
  ref.map(
    (number): Step =>
      (todo) =>
        todo.update(number, { position: 'a15', status: 'in_progress' }),
  ),
  ref.map(
    (number): Step =>
      (todo) =>
        todo.complete(number),
  ),
  ref.map(
    (number): Step =>
      (todo) =>
        todo.reopen(number),
  ),
  ref.map(
    (number): Step =>
      (todo) =>
        todo.delete(number),
  ),
  ref.map(
    (number): Step =>
      (todo) =>
        todo.restore(number),
  ),
  ref.map(
    (number): Step =>
      (todo) =>
        todo.purge([number]),
  ),
  fc.tuple(titles, ref).map(
    ([title, number]): Step =>
      (todo) =>
        todo.batch([
          { op: 'create', title },
          { op: 'complete', ref: number },
        ]),
  ),
  fc.constant<Step>((todo) => todo.undo()),
  fc.constant<Step>((todo) => todo.redo()),
)

/** Refusals are part of a random life. */
async function live(todo: TaskService, life: readonly Step[]): Promise<void> {
  for (const step of life) await step(todo).catch(() => undefined)
}

const lives = fc.array(steps, { minLength: 1, maxLength: 25 })

test('JSON into an empty list and out again: the same tasks and the same history under the import', async () => {
  await fc.assert(
    fc.asyncProperty(titles, lives, async (title, life) => {
      const [from, to] = [user(), user()]
      await live(from.todo, life)
      await from.todo.create({ title })
      const exported = await textOf(from.todo.export('json'))
      const written = await to.todo.import({ format: 'json', content: exported })
      expect(written.errors).toEqual([])
      const [first, second] = [JSON.parse(exported), JSON.parse(await textOf(to.todo.export('json')))]
      expect(second.tasks).toEqual(first.tasks)
      const [own, ...history] = second.operations
      expect(own).toMatchObject({ id: written.operationId, kind: 'import' })
      expect(history).toEqual(first.operations)
    }),
    { numRuns: 200 },
  )
})

test.each(interchangeFormats)(
  '%s into the same list changes nothing, and so does a repeat elsewhere',
  async (format) => {
    await fc.assert(
      fc.asyncProperty(lives, lives, async (life, otherLife) => {
        const store = createMemoryStore()
        const [from, to] = [user(store), user(store)]
        await live(from.todo, life)
        await live(to.todo, otherLife)
        const file = await textOf(from.todo.export(format))
        const tasksInFile = readImport(format, file).tasks.length
        const nothing = { operationId: null, created: 0, unchanged: tasksInFile, errors: [], replayed: false }
        expect(await from.todo.import({ format, content: file })).toEqual(nothing)
        const dry = await to.todo.import({ format, content: file, dryRun: true })
        const untouched = await textOf(to.todo.export('json'))
        const rows = JSON.parse(untouched).tasks.length
        const real = await to.todo.import({ format, content: file })
        expect(dry).toEqual({ ...real, operationId: null })
        expect(real.created + real.unchanged).toBe(tasksInFile)
        expect(JSON.parse(await textOf(to.todo.export('json'))).tasks.length).toBe(rows + real.created)
        if (real.created === 0)
          expect(withoutTime(await textOf(to.todo.export('json')))).toBe(withoutTime(untouched))
        const before = withoutTime(await textOf(to.todo.export('json')))
        expect(await to.todo.import({ format, content: file })).toEqual(nothing)
        expect(withoutTime(await textOf(to.todo.export('json')))).toBe(before)
      }),
      { numRuns: 100 },
    )
  },
)

const withoutTime = (json: string): string => json.replace(/"exported_at":"[^"]*"/, '')
