import { describe, expect, test } from 'vitest'
import type { ImportedTask, InterchangeFormat } from './document.ts'
import { formatOfFile } from './file-types.ts'
import { readImport } from './read-import.ts'

const read = (format: InterchangeFormat, ...lines: string[]): ReturnType<typeof readImport> =>
  readImport(format, lines.join('\n'))

/** The only task of a file without errors. */
function taskOf(format: InterchangeFormat, ...lines: string[]): ImportedTask {
  const { tasks, errors } = read(format, ...lines)
  expect(errors).toEqual([])
  const [task, ...rest] = tasks
  if (!task || rest.length > 0) throw new Error(`one task, not ${tasks.length}`)
  return task
}

const linesOf = ({ errors }: ReturnType<typeof readImport>): number[] => errors.map(({ line }) => line)

describe('CSV', () => {
  test.each([
    ['a byte order mark', '\uFEFFtitle,due\nMilk,2026-12-24'],
    ['CRLF', 'title,due\r\nMilk,2026-12-24\r\n'],
    ['columns in another order, under other names', 'Due Date,Content\n2026-12-24,Milk'],
    ['semicolons', 'name;due_date\nMilk;2026-12-24'],
    ['tabs', 'task\tdeadline\nMilk\t2026-12-24'],
    ['quotes around everything', '"title","due"\n"Milk","2026-12-24"'],
    ['columns that are not known', 'title,colour,due\nMilk,red,2026-12-24'],
    ['empty lines', '\n\ntitle,due\n\nMilk,2026-12-24\n\n'],
  ])('reads %s', (_, content) => {
    expect(taskOf('csv', content)).toMatchObject({ title: 'Milk', dueDate: '2026-12-24' })
  })

  test('reads quoted commas, quotes and line ends, and counts the lines of the file', () => {
    const content = 'title,description\n"Say ""hi"", twice","one\r\ntwo"\nbad\u0000title,\n"Last, but",'
    const { tasks, errors } = readImport('csv', content)
    expect(tasks).toMatchObject([
      { line: 2, title: 'Say "hi", twice', description: 'one\ntwo' },
      { line: 5, title: 'Last, but' },
    ])
    expect(errors).toMatchObject([{ line: 4 }])
  })

  test.each([
    ['1', 'high'],
    ['P2', 'medium'],
    ['p4', 'low'],
    ['HIGH', 'high'],
    ['', 'medium'],
  ])('takes priority %j for %s', (priority, expected) => {
    expect(taskOf('csv', 'title,priority', `Milk,${priority}`).priority).toBe(expected)
  })

  test.each([
    ['home,work', ['home', 'work']],
    ['#Home @work', ['home', 'work']],
    ['home home', ['home']],
  ])('takes tags %j', (tags, expected) => {
    expect(taskOf('csv', 'title,tags', `Milk,"${tags}"`).tags).toEqual(expected)
  })

  test('names a header without a title, broken quoting, too many fields and words that mean nothing', () => {
    expect(linesOf(read('csv', 'due,colour', '2026-01-01,red'))).toEqual([1])
    expect(linesOf(read('csv', ''))).toEqual([1])
    const broken = read('csv', 'title,tags', '"open,', 'Milk,', '"a"b,', 'Bread,', 'x,y,z', 'Eggs,')
    expect(linesOf(broken)).toEqual([2, 6])
    const unclosed = read('csv', 'title', 'Milk', '"open', 'Bread', 'Eggs')
    expect(linesOf(unclosed)).toEqual([3])
    expect(unclosed.tasks.map(({ title }) => title)).toEqual(['Milk', 'Bread', 'Eggs'])
    const words = read(
      'csv',
      'title,status,number,created',
      'a,later,,',
      'b,,0,',
      'c,,,yesterday',
      'd,Completed,,',
    )
    expect(linesOf(words)).toEqual([2, 3, 4])
    expect(words.tasks).toMatchObject([{ title: 'd', status: 'done' }])
  })
})

describe('todo.txt', () => {
  test.each<[string, Partial<ImportedTask>]>([
    ['(A) Call Mom', { title: 'Call Mom', priority: 'high' }],
    ['(B) 2026-01-02 Call Mom', { priority: 'medium', createdAt: '2026-01-02T00:00:00.000Z' }],
    ['(Z) Call Mom', { title: 'Call Mom', priority: 'low' }],
    ['(a) Call Mom', { title: '(a) Call Mom', priority: 'medium' }],
    ['Really gotta call Mom (A) @phone', { title: 'Really gotta call Mom (A)', tags: ['phone'] }],
    ['(b)->get back', { title: '(b)->get back' }],
    ['x 2026-01-03 2026-01-02 Call Mom pri:A', { status: 'done', priority: 'high' }],
    ['x 2026-01-03 Call Mom', { completedAt: '2026-01-03T00:00:00.000Z', createdAt: null }],
    ['x (C) Call Mom', { status: 'done', title: 'Call Mom', priority: 'low' }],
    ['xylophone lesson', { status: 'pending', title: 'xylophone lesson' }],
    ['X 2026-01-03 Shouting', { status: 'pending', title: 'X 2026-01-03 Shouting' }],
    ['2026-02-30 No such day', { title: '2026-02-30 No such day', createdAt: null }],
    ['Plan +Garden @Home', { title: 'Plan +Garden', tags: ['home'] }],
    ['Write bob@home.org and 3+4', { title: 'Write bob@home.org and 3+4', tags: [] }],
    ['Pay due:2026-12-24', { title: 'Pay', dueDate: '2026-12-24' }],
    [
      'Pay due:soon t:2026-01-01 http://a.b/c',
      { title: 'Pay due:soon t:2026-01-01 http://a.b/c', dueDate: null },
    ],
    ['Pay due:2026-12-24 due:2026-12-25', { title: 'Pay due:2026-12-25', dueDate: '2026-12-24' }],
    ['Go status:in_progress desc:one%20%0Atwo', { status: 'in_progress', description: 'one \ntwo' }],
    ['Go desc:100%', { description: '100%' }],
    ['Mail \\@bob \\\\server\\share', { title: 'Mail @bob \\\\server\\share', tags: [] }],
    ['Tab\there', { title: 'Tab here' }],
  ])('reads %j', (line, expected) => {
    expect(taskOf('todotxt', line)).toMatchObject(expected)
  })

  test('passes over empty lines and names those without a title', () => {
    const found = read('todotxt', '', 'Milk', '   ', '@home due:2026-01-01', 'x ')
    expect(found.tasks).toMatchObject([{ line: 2 }, { line: 5, title: 'x' }])
    expect(linesOf(found)).toEqual([4])
  })
})

describe('iCalendar', () => {
  const calendar = (...properties: string[]): string[] => [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'BEGIN:VTODO',
    ...properties,
    'END:VTODO',
    'END:VCALENDAR',
  ]

  test.each<[string, Partial<ImportedTask>]>([
    ['SUMMARY:One\\, two\\; three\\nfour \\\\n', { title: 'One, two; three four \\n' }],
    ['SUMMARY;LANGUAGE="a:b;c":Milk', { title: 'Milk' }],
    ['summary:Lower', { title: 'Lower' }],
    ['SUMMARY:Fol\r\n ded\r\n\t here', { title: 'Folded here' }],
    ['SUMMARY:a\nDUE;VALUE=DATE:20261224', { dueDate: '2026-12-24' }],
    ['SUMMARY:a\nDUE:20261224T233000Z', { dueDate: '2026-12-24' }],
    ['SUMMARY:a\nDUE;TZID=Asia/Tokyo:20261224T003000', { dueDate: '2026-12-24' }],
    ['SUMMARY:a\nDUE:20261224T003000', { dueDate: '2026-12-24' }],
    ['SUMMARY:a\nPRIORITY:0', { priority: 'medium' }],
    ['SUMMARY:a\nPRIORITY:4', { priority: 'high' }],
    ['SUMMARY:a\nPRIORITY:5', { priority: 'medium' }],
    ['SUMMARY:a\nPRIORITY:6', { priority: 'low' }],
    ['SUMMARY:a\nSTATUS:IN-PROCESS', { status: 'in_progress' }],
    ['SUMMARY:a\nSTATUS:CANCELLED', { status: 'done' }],
    ['SUMMARY:a\nCOMPLETED:20260102T030405Z', { status: 'done', completedAt: '2026-01-02T03:04:05.000Z' }],
    ['SUMMARY:a\nPERCENT-COMPLETE:100', { status: 'done', completedAt: null }],
    ['SUMMARY:a\nCATEGORIES:Home Office,b\\,c\nCATEGORIES:d', { tags: ['home-office', 'b-c', 'd'] }],
    ['SUMMARY:a\nX-OTHER:1\nRRULE:FREQ=DAILY', { title: 'a' }],
    [
      'SUMMARY:a\nBEGIN:VALARM\nSUMMARY:alarm\nDESCRIPTION:alarm\nEND:VALARM',
      { title: 'a', description: null },
    ],
    [
      'SUMMARY:a\nUID:6f5e0c5e-3f57-4c0e-9a53-0f1d4f0a7c11',
      { id: '6f5e0c5e-3f57-4c0e-9a53-0f1d4f0a7c11', uid: null },
    ],
    ['SUMMARY:a\nUID:abc\\,d@x', { id: null, uid: 'abc,d@x' }],
  ])('reads %j', (properties, expected) => {
    expect(taskOf('ics', ...calendar(properties))).toMatchObject(expected)
  })

  test('passes over events and time zones', () => {
    const other = ['BEGIN:VEVENT', 'SUMMARY:Party', 'END:VEVENT', 'BEGIN:VTIMEZONE', 'END:VTIMEZONE']
    expect(taskOf('ics', 'BEGIN:VCALENDAR', ...other, ...calendar('SUMMARY:a'))).toMatchObject({ title: 'a' })
  })

  test('names the line of what it cannot read, and keeps the other to-dos', () => {
    const found = read(
      'ics',
      ...calendar('UID:1', 'SUMMARY:a', 'DUE:20260230'),
      ...calendar('UID:2'),
      ...calendar('UID:3', 'SUMMARY:good'),
      ...calendar('UID:3', 'SUMMARY:again'),
      ...calendar('SUMMARY:a', 'no property'),
      ...['BEGIN:VTODO', 'SUMMARY:cut off'],
    )
    expect(found.tasks.map(({ title }) => title)).toEqual(['good'])
    expect(linesOf(found)).toEqual([6, 11, 24, 33, 36])
    expect(linesOf(read('ics', 'SUMMARY:a'))).toEqual([1])
  })
})

describe('JSON', () => {
  const id = '6f5e0c5e-3f57-4c0e-9a53-0f1d4f0a7c11'
  const at = '2026-01-02T03:04:05.678Z'
  const task = {
    ...{ id, number: 1, title: 'Milk', description: null, status: 'pending', priority: 'high' },
    ...{ due_date: null, tags: [], position: 'a1', version: 3, created_at: at, updated_at: at },
    ...{ completed_at: null, deleted_at: null },
  }
  const event = {
    ...{ seq: 1, type: 'TaskUpdated', task_id: id, number: 1, task, operation_id: id, actor: 'user' },
    ...{ client: 'cli', at, changes: { title: { from: 'Bread', to: 'Milk' } } },
  }
  const operation = {
    ...{ id, kind: 'update', actor: 'user', client: 'cli', at, reverts: [], reverted_by: null },
    events: [event],
  }
  const file = (members: object): ReturnType<typeof readImport> =>
    readImport('json', JSON.stringify({ version: 1, exported_at: at, tasks: [], operations: [], ...members }))

  test.each<[string, object]>([
    ['id', { id: id.toUpperCase() }],
    ['number', { number: 0 }],
    ['number', { number: 1.5 }],
    ['number', { number: '1' }],
    ['number', { number: 2 ** 40 }],
    ['title', { title: ' ' }],
    ['title', { title: null }],
    ['title', { title: 'a\u0000' }],
    ['title', { title: '\ud800' }],
    ['description', { description: 5 }],
    ['status', { status: 'open' }],
    ['priority', { priority: null }],
    ['due_date', { due_date: '2026-02-30' }],
    ['tags', { tags: 'home' }],
    ['tags.1', { tags: ['home', 'a b'] }],
    ['position', { position: 'zz' }],
    ['version', { version: -1 }],
    ['created_at', { created_at: '2026-01-02' }],
    ['updated_at', { updated_at: '2026-02-30T00:00:00.000Z' }],
    ['completed_at', { completed_at: at }],
    ['completed_at', { status: 'done' }],
    ['deleted_at', { deleted_at: false }],
    ['tags', { tags: undefined }],
  ])('refuses a task for its %s: %j', (field, members) => {
    const { tasks, errors } = file({
      tasks: [
        { ...task, ...members },
        { ...task, id: id.replace('6', '7') },
      ],
    })
    expect(tasks).toHaveLength(1)
    expect(errors).toHaveLength(1)
    expect(errors[0]).toMatchObject({ line: 1 })
    expect(errors[0]?.message).toMatch(new RegExp(`^${field}: `))
  })

  test.each<[string, object]>([
    ['id', { id: 'x' }],
    ['kind', { kind: 'explode' }],
    ['actor', { actor: 'root' }],
    ['client', { client: 'a\nb' }],
    ['at', { at: 'now' }],
    ['reverts', { reverts: ['x'] }],
    ['reverted_by', { reverted_by: undefined }],
    ['events', { events: [] }],
    ['events.0', { events: [null] }],
    ['events.0.seq', { events: [{ ...event, seq: 0 }] }],
    ['events.0.type', { events: [{ ...event, type: 'TaskEaten' }] }],
    ['events.0.task.title', { events: [{ ...event, task: { ...task, title: '' } }] }],
    ['events.0.task.id', { events: [{ ...event, task_id: id.replace('6', '7') }] }],
    ['events.0.operation_id', { events: [{ ...event, operation_id: id.replace('6', '7') }] }],
    ['events.0.changes', { events: [{ ...event, changes: [] }] }],
    ['events.0.changes.title.to', { events: [{ ...event, changes: { title: { from: null, to: 7 } } }] }],
  ])('refuses an operation for its %s: %j', (field, members) => {
    const { operations, errors } = file({ operations: [operation, { ...operation, ...members }] })
    expect(operations).toHaveLength(1)
    expect(errors).toMatchObject([{ line: 2 }])
    expect(errors[0]?.message).toContain(`operation 2: ${field}: `)
  })

  test('passes over members that it does not know', () => {
    const found = file({
      colour: 'red',
      tasks: [{ ...task, colour: 'red' }],
      operations: [
        { ...operation, colour: 1, events: [{ ...event, changes: { colour: { from: 1, to: 2 } } }] },
      ],
    })
    expect(found.errors).toEqual([])
    expect(found).toMatchObject({
      tasks: [{ title: 'Milk', version: 3 }],
      operations: [{ events: [{ changes: {} }] }],
    })
  })

  test('an id that comes twice counts once', () => {
    const found = file({ tasks: [task, task], operations: [operation, operation] })
    expect(found.tasks).toHaveLength(1)
    expect(found.operations).toHaveLength(1)
    expect(linesOf(found)).toEqual([2, 2])
  })

  test('reads history oldest first, whichever way the file has it', () => {
    const later = { ...operation, id: id.replace('6', '7') }
    const events = [{ ...event, seq: 2, operation_id: later.id }]
    for (const operations of [
      [operation, { ...later, events }],
      [{ ...later, events }, operation],
    ]) {
      expect(file({ operations }).operations.map((each) => each.operation.id)).toEqual([id, later.id])
    }
  })

  test.each([
    ['', 'This is not JSON'],
    ['{"version":1,"tasks":[{', 'This is not JSON'],
    ['[]', 'This is no object'],
    ['{"version":2,"tasks":[]}', 'version: This program reads version 1 of the format only'],
    ['{"tasks":[]}', 'version: This program reads version 1 of the format only'],
    ['{"version":1}', 'tasks: Give a list of tasks'],
    ['{"version":1,"tasks":[],"operations":{}}', 'operations: Give a list of operations'],
  ])('%j is one error on line 1', (content, message) => {
    expect(readImport('json', content)).toEqual({ tasks: [], operations: [], errors: [{ line: 1, message }] })
  })
})

test.each([
  ['list.json', 'json'],
  ['/home/me/LIST.CSV', 'csv'],
  ['todo.txt', 'todotxt'],
  ['a.b.ics', 'ics'],
  ['list', null],
  ['list.pdf', null],
])('the name %s says format %s', (name, format) => {
  expect(formatOfFile(name)).toBe(format)
})
