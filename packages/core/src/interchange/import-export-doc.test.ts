import { readFileSync } from 'node:fs'
import { createMemoryStore } from '@todo/store/memory'
import { expect, test } from 'vitest'
import { createTaskService, type TaskService } from '../service.ts'
import { systemIds } from '../system.ts'
import { type InterchangeFormat, interchangeFormats } from './document.ts'

const doc = readFileSync(new URL('../../../../docs/import-export.md', import.meta.url), 'utf8')

/** The sample under the heading of a format: the first fenced block that follows. */
function sampleOf(heading: string): string {
  const [, section = ''] = doc.split(`\n## ${heading}\n`)
  const sample = /```\w*\n([\s\S]*?)```/.exec(section)?.[1]
  if (sample === undefined) throw new Error(`no sample under ${heading}`)
  return sample
}

/** A list with the same ids and times whenever it is made. */
function list(): TaskService {
  let made = 0
  let now = Date.parse('2026-11-20T09:00:00.000Z')
  return createTaskService({
    store: createMemoryStore(),
    clock: { now: () => (now += 1250) },
    ids: { ...systemIds, uuid: () => `01934a3e-7c00-7000-8000-${String(++made).padStart(12, '0')}` },
    scope: { spaceId: 'space', userId: 'user' },
    actor: 'user',
    client: 'cli',
    correlationId: null,
  })
}

async function exported(todo: TaskService, format: InterchangeFormat): Promise<string> {
  let text = ''
  for await (const piece of todo.export(format)) text += piece
  return text
}

const rent = { title: 'Pay rent', priority: 'high', dueDate: '2026-12-01', tags: ['home'] } as const

async function twoTasks(): Promise<TaskService> {
  const todo = list()
  await todo.create({ ...rent, description: 'Ask about the deposit,\nthen the keys' })
  await todo.update(1, { status: 'in_progress' })
  await todo.create({ title: 'Write @bob about the "old" keys, then file it', tags: ['work'] })
  await todo.complete(2)
  return todo
}

test.each([
  ['CSV', 'csv'],
  ['todo.txt', 'todotxt'],
  ['iCalendar', 'ics'],
] as const)('the sample of %s is what the export writes', async (heading, format) => {
  const text = await exported(await twoTasks(), format)
  expect(sampleOf(heading)).toBe(text.replaceAll('\r\n', '\n'))
})

test('the sample of JSON is what the export writes, indented', async () => {
  const todo = list()
  await todo.create(rent)
  expect(JSON.parse(sampleOf('JSON'))).toEqual(JSON.parse(await exported(todo, 'json')))
})

test.each(interchangeFormats)('the sample of %s can be imported', async (format) => {
  const headings = { json: 'JSON', csv: 'CSV', todotxt: 'todo.txt', ics: 'iCalendar' }
  const written = await list().import({ format, content: sampleOf(headings[format]) })
  expect(written).toMatchObject({ created: format === 'json' ? 1 : 2, errors: [] })
})
