import { createMemoryStore } from '@todo/store/memory'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createTaskService, type TaskService } from '../service.ts'
import { systemIds } from '../system.ts'
import { interchangeFormats } from './document.ts'
import { readImport } from './read-import.ts'

function list(): TaskService {
  return createTaskService({
    store: createMemoryStore(),
    clock: { now: () => Date.parse('2026-03-01T09:00:00.000Z') },
    ids: systemIds,
    scope: { spaceId: systemIds.uuid(), userId: systemIds.uuid() },
    actor: 'user',
    client: 'cli',
    correlationId: null,
  })
}

async function exported(todo: TaskService, format: (typeof interchangeFormats)[number]): Promise<string> {
  let text = ''
  for await (const piece of todo.export(format)) text += piece
  return text
}

const many = 100_000
const repeat = (text: string, count = many): string => text.repeat(count)

/** Each would take minutes if any step looked at what came before for each line. */
const hostile: [string, string][] = [
  ['nothing', ''],
  ['NUL', '\0'],
  ['a lone surrogate', 'title\n\ud800\n(A) \udfff @\ud800 desc:\ud800'],
  ['a lone surrogate as UID', 'BEGIN:VCALENDAR\nBEGIN:VTODO\nUID:\ud800\nSUMMARY:a\nEND:VTODO'],
  ['a huge line', repeat('x', 5_000_000)],
  ['a huge title in CSV', `title\n${repeat('x', 5_000_000)}`],
  ['white space', `title\n${repeat(' ', 1_000_000)}a${repeat('\t', 1_000_000)}`],
  ['many empty lines', repeat('\n')],
  ['many tags', `title,tags\na,"${repeat('a ,')}"\nb ${repeat('@b ')}`],
  ['many columns and rows', `${repeat('a,')}title\n${repeat('b\n')}`],
  ['many open quotes', `title\n${repeat('"a\n')}`],
  ['many odd quotes', `title\n${repeat('"""a\n')}`],
  ['fields over many lines that end badly', `title\n${repeat('"a\n","')}"x`],
  ['one quote that never ends', `title\n"${repeat('""\n')}`],
  ['many backslashes', repeat('\\', 1_000_000)],
  [
    'backslashes in iCalendar',
    `BEGIN:VCALENDAR\nBEGIN:VTODO\nSUMMARY:a\nCATEGORIES:${repeat('\\,')}\\\nEND:VTODO`,
  ],
  [
    'a summary of white space and line ends',
    `BEGIN:VCALENDAR\nBEGIN:VTODO\nSUMMARY:${repeat(' ')}a\\n\nEND:VTODO`,
  ],
  ['deep components', `BEGIN:VCALENDAR\n${repeat('BEGIN:VTODO\nBEGIN:VALARM\n')}`],
  ['many ends', `BEGIN:VCALENDAR\nBEGIN:VTODO\n${repeat('END:VALARM\n')}SUMMARY:a\nEND:VTODO`],
  ['many folds', `BEGIN:VCALENDAR\nBEGIN:VTODO\nSUMMARY:a\n${repeat(' b\n')}END:VTODO`],
  ['many colons', repeat(':a"'.repeat(3))],
  ['deep lists', repeat('[')],
  ['deep lists that close', `{"version":1,"tasks":[${repeat('[')}${repeat(']')}]}`],
  ['deep objects', `{"version":1,"tasks":[${repeat('{"a":')}1${repeat('}')}]}`],
  ['text that never ends in JSON', `{"version":1,"tasks":["${repeat('\\\\', 1_000_001)}`],
  ['a prototype', '{"version":1,"tasks":[{"__proto__":{"id":1}}],"__proto__":{"version":1}}'],
  ['many bad elements', `{"version":1,"tasks":[${repeat('1,')}null],"operations":[${repeat('[],')}0]}`],
]

test.each(hostile)('%s is read in every format without an exception', async (_, content) => {
  for (const format of interchangeFormats) {
    const { tasks, errors } = readImport(format, content)
    expect(tasks.every(({ title }) => title.isWellFormed())).toBe(true)
    expect(errors.every(({ line, message }) => line >= 1 && message !== '' && message.length < 500)).toBe(
      true,
    )
    if (tasks.length <= 10) await list().import({ format, content })
  }
})

test.each(interchangeFormats)(
  'any text, and any cut of a good %s file, is imported or named, never thrown',
  async (format) => {
    const from = list()
    await from.create({
      title: 'Say "hi", then go\\',
      description: 'a\nb,c',
      tags: ['home'],
      dueDate: '2026-12-24',
    })
    await from.create({ title: 'Über 日本' })
    await from.complete(1)
    const good = await exported(from, format)
    const pieces = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '\r',
        '\n',
        '"',
        ',',
        ':',
        '\ud800',
        '\0',
        'BEGIN:VTODO\n',
        'END:VTODO\n',
        '{',
        '[',
        ' ',
        '\\',
      ),
      fc.tuple(fc.nat(good.length), fc.nat(good.length)).map(([start, end]) => good.slice(start, end)),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(pieces, { maxLength: 6 }), fc.nat(good.length), async (parts, cut) => {
        const content = good.slice(0, cut) + parts.join('')
        const read = readImport(format, content)
        const todo = list()
        const written = await todo.import({ format, content })
        expect(written).toMatchObject({ created: read.tasks.length, unchanged: 0, errors: read.errors })
        expect(await todo.import({ format, content })).toMatchObject({ created: 0, operationId: null })
      }),
      { numRuns: 200 },
    )
  },
)

describe('100,000 tasks', () => {
  const large = list()

  test('come from lines', async () => {
    const lines = Array.from(
      { length: many },
      (_, index) => `Task ${index % 60_000},${index % 7 ? 'home' : ''}`,
    )
    const written = await large.import({ format: 'csv', content: `title,tags\n${lines.join('\n')}` })
    expect(written).toMatchObject({ created: many, unchanged: 0, errors: [] })
  })

  test.each(['json', 'csv', 'ics'] as const)(
    'go out and in as %s, and a repeat changes nothing',
    async (format) => {
      const content = await exported(large, format)
      const other = list()
      expect(await other.import({ format, content })).toMatchObject({ created: many, errors: [] })
      expect(await other.import({ format, content })).toMatchObject({ operationId: null, unchanged: many })
    },
  )
})
