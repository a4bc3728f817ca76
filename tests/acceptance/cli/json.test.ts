import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newPerson, type Person } from './command.ts'

let person: Person
beforeEach(() => {
  person = newPerson()
})
afterEach(() => person.forget())

const json = async (...args: string[]): Promise<unknown> => {
  const { stdout } = await person.todo([...args, '--json'])
  expect(stdout.trimEnd()).not.toContain('\n')
  return JSON.parse(stdout)
}

const anyTask = {
  id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
  number: 1,
  title: 'Pay rent',
  description: null,
  status: 'pending',
  priority: 'high',
  due_date: '2999-01-05',
  tags: ['home'],
  position: expect.any(String),
  version: 1,
  created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
  updated_at: expect.any(String),
  completed_at: null,
  deleted_at: null,
}

test('one task is { task }, with every member and nothing else', async () => {
  expect(await json('add', 'Pay rent !high #home 2999-01-05')).toEqual({ task: anyTask })
  expect(await json('show', '1')).toEqual({ task: anyTask })
  expect(await json('done', '1')).toMatchObject({ task: { status: 'done', version: 2 } })
  expect(await json('edit', '1', '--no-due')).toMatchObject({ task: { due_date: null } })
  expect(await json('delete', '1')).toEqual({ message: 'Task deleted' })
  expect(await json('restore', '1')).toMatchObject({ task: { deleted_at: null } })
})

test('lists are { tasks, total }, empty ones too', async () => {
  for (const command of ['list', 'today', 'upcoming', 'trash']) {
    expect(await json(command), command).toEqual({ tasks: [], total: 0 })
  }
  await person.todo(['add', 'Pay rent !high #home 2999-01-05'])
  expect(await json('list')).toEqual({ tasks: [anyTask], total: 1 })
  expect(await json('search', 'ren')).toEqual({ tasks: [anyTask], total: 1 })
  expect(await json('list', '--limit', '1')).toEqual({ tasks: [anyTask], total: 1 })
})

test('other answers are those of HTTP', async () => {
  await person.todo(['add', 'Pay rent #home'])
  await person.todo(['add', 'Two'])
  expect(await json('done', '1-2')).toEqual({
    operation_id: expect.any(String),
    results: [
      { op: 'complete', task: expect.objectContaining({ number: 1, status: 'done' }) },
      { op: 'complete', task: expect.objectContaining({ number: 2, status: 'done' }) },
    ],
  })
  const undone = await json('undo')
  expect(undone).toEqual({
    operation_id: expect.any(String),
    reverts: [expect.any(String)],
    tasks: [expect.objectContaining({ number: 1 }), expect.objectContaining({ number: 2 })],
  })
  expect(await json('tags')).toEqual({ tags: [{ tag: 'home', open: 1, total: 1 }] })
  expect(await json('history', '--limit', '1')).toMatchObject({
    operations: [{ kind: 'undo', actor: 'user', client: 'cli', events: [{ type: 'TaskReopened' }, {}] }],
    next_cursor: expect.any(String),
  })
  expect(await json('explain', 'Pay rent tomorrow p1 #home')).toMatchObject({
    title: 'Pay rent',
    priority: 'high',
    tags: ['home'],
    spans: [{ start: 9, end: 17, kind: 'date', text: 'tomorrow' }, { kind: 'priority' }, { kind: 'tag' }],
  })
  expect(await json('doctor')).toMatchObject({
    healthy: true,
    store: 'file',
    path: person.file,
    problems: [],
  })
})

test('--ndjson is one object a line', async () => {
  await person.todo(['add', 'One'])
  await person.todo(['add', 'Two'])
  const { stdout } = await person.todo(['list', '--ndjson'])
  const tasks = stdout
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line))
  expect(tasks).toMatchObject([{ number: 1 }, { number: 2 }])
  expect((await person.todo(['list', '--status', 'done', '--ndjson'])).stdout).toBe('')
  expect((await person.todo(['history', '--ndjson'])).stdout.trim().split('\n')).toHaveLength(2)
})

describe('an error is a problem on stderr', () => {
  test('for a task that is not there', async () => {
    await person.todo(['add', 'One'])
    const { code, stdout, stderr } = await person.todo(['done', '1', '9', '--json'])
    expect(code).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({ results: [{ task: { number: 1 } }] })
    expect(JSON.parse(stderr)).toEqual({
      type: 'about:blank',
      title: 'Task not found',
      status: 404,
      error: 'Task not found',
      code: 'TASK_NOT_FOUND',
      detail: 'Task 9 not found.',
    })
  })

  test('for wrong usage, also of an unknown command', async () => {
    for (const args of [['add'], ['lst'], ['list', '--limit', 'x'], ['add', 'x'.repeat(201)]]) {
      const { code, stdout, stderr } = await person.todo([...args, '--json'])
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
      expect(JSON.parse(stderr)).toMatchObject({ status: 400, detail: expect.any(String) })
    }
  })

  test('that names each bad field', async () => {
    const { stderr } = await person.todo(['add', 'x'.repeat(201), '--ndjson'])
    expect(JSON.parse(stderr)).toMatchObject({
      code: 'VALIDATION_FAILED',
      error: 'Validation error',
      errors: [{ path: 'title', message: 'The title is longer than 200 characters' }],
    })
  })
})
