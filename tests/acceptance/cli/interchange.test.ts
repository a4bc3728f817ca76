import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newPerson, type Person } from './command.ts'

let person: Person
let other: Person
beforeEach(async () => {
  person = newPerson()
  other = newPerson()
  const input = [
    'add Pay rent #home !high --due 2999-01-05 --desc "by transfer"',
    'add 買い物 "with, comma" @shop',
    'done 2',
    'add Gone',
    'delete 3',
    'undo',
    'delete 3',
  ].join('\n')
  await person.todo(['shell'], { input })
})
afterEach(() => {
  person.forget()
  other.forget()
})

/** All that an export holds but the moment of it. */
const content = (text: string): unknown => ({ ...JSON.parse(text), exported_at: null })

const exported = async (who: Person, ...args: string[]): Promise<string> =>
  (await who.todo(['export', ...args])).stdout

describe('JSON', () => {
  test('is a lossless round trip, with trash and history', async () => {
    const file = join(person.home, 'list.json')
    expect(await person.todo(['export', file])).toEqual({
      code: 0,
      stdout: '',
      stderr: `Exported to ${file}.\n`,
    })
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const text = readFileSync(file, 'utf8')
    expect(content(await exported(person))).toEqual(content(text))
    expect(await other.todo(['import', file])).toEqual({
      code: 0,
      stdout: 'Imported 3 tasks.\n',
      stderr: '',
    })
    const again: { tasks?: unknown } = JSON.parse(await exported(other))
    expect(again.tasks).toEqual(JSON.parse(text).tasks)
    expect((await other.todo(['history'])).stdout).toContain('created task #1: Pay rent')
    expect((await other.todo(['trash'])).stdout).toContain('Gone')
  })

  test('imported again changes nothing, and the import is undone as one', async () => {
    const input = await exported(person)
    await other.todo(['import', '-', '--format', 'json'], { input })
    expect((await other.todo(['import', '-', '--format', 'json'], { input })).stdout).toBe(
      'Imported nothing (3 tasks are there already).\n',
    )
    expect((await other.todo(['undo'])).stdout).toBe('Undid: imported 3 tasks\n')
    expect((await other.todo(['list', '--all'])).stdout).toBe('No tasks found.\n')
  })
})

test.each(['csv', 'todotxt', 'ics'])('%s goes out and comes in', async (format) => {
  const input = await exported(person, '--format', format)
  expect(input).toContain('Pay rent')
  const outcome = await other.todo(['import', '-', '--format', format], { input })
  expect(outcome).toEqual({ code: 0, stdout: 'Imported 2 tasks.\n', stderr: '' })
  const { stdout } = await other.todo(['list', '--json'])
  expect(JSON.parse(stdout)).toMatchObject({
    tasks: [
      { title: 'Pay rent', due_date: '2999-01-05', priority: 'high', tags: ['home'] },
      { title: '買い物 with, comma', status: 'done', tags: ['shop'] },
    ],
  })
})

test('the name of the file says the format', async () => {
  for (const name of ['list.csv', 'todo.txt', 'list.ics', 'list.json']) {
    await person.todo(['export', name])
    expect((await other.todo(['import', join(person.home, name), '--dry-run'])).code, name).toBe(0)
  }
  expect(await person.todo(['export', 'list.xyz'])).toMatchObject({ code: 2, stdout: '' })
  expect(existsSync(join(person.home, 'list.xyz'))).toBe(false)
})

test('--dry-run says what would happen, and changes nothing', async () => {
  const outcome = await other.todo(['import', '-', '--format', 'todotxt', '--dry-run'], {
    input: 'One\nTwo\n',
  })
  expect(outcome).toEqual({ code: 0, stdout: 'Would import 2 tasks.\n', stderr: '' })
  expect((await other.todo(['list'])).stdout).toBe('No tasks found.\n')
})

test('what cannot be read is named line by line, and the rest is imported', async () => {
  const input = 'title,due_date\nOne,2999-01-01\nTwo,never\nThree,\n'
  const { code, stdout, stderr } = await other.todo(['import', '-', '--format', 'csv'], { input })
  expect({ code, stdout }).toEqual({ code: 1, stdout: 'Imported 2 tasks.\n' })
  expect(stderr).toMatch(/^Line 3: .+\n$/)
  const told = await other.todo(['import', '-', '--format', 'csv', '--json'], { input })
  expect(JSON.parse(told.stdout)).toMatchObject({
    operation_id: null,
    created: 0,
    unchanged: 2,
    errors: [{ line: 3 }],
  })
})

test('files that are not there, or are no text, are told in a line', async () => {
  expect(await person.todo(['import', 'nowhere.csv'])).toEqual({
    code: 1,
    stdout: '',
    stderr: 'nowhere.csv cannot be read: it or its folder does not exist.\n',
  })
  writeFileSync(join(person.home, 'image.csv'), Buffer.from([0xff, 0xfe, 0x00]))
  expect(await person.todo(['import', 'image.csv'])).toMatchObject({
    code: 1,
    stderr: 'image.csv cannot be read: it is no text in UTF-8.\n',
  })
  expect(await person.todo(['export', 'no/where.csv'])).toMatchObject({
    code: 1,
    stderr: 'no/where.csv cannot be written: it or its folder does not exist.\n',
  })
})

test('a failed export leaves the file of before as it was', async () => {
  writeFileSync(join(person.home, 'list.json'), 'before')
  const db = join(person.home, 'broken.db')
  writeFileSync(db, 'no list')
  expect((await person.todo(['export', 'list.json'], { env: { TODO_FILE: db } })).code).toBe(1)
  expect(readFileSync(join(person.home, 'list.json'), 'utf8')).toBe('before')
})

test('a long import shows how far it is on a terminal', async () => {
  const lines = Array.from({ length: 3000 }, (_, index) => `Task ${index + 1}`).join('\n')
  writeFileSync(join(person.home, 'many.txt'), lines)
  const shown = await person.terminal('todo import many.txt')
  expect(shown).toMatch(/█+░+ Writing 3,000 tasks/)
  expect(shown).toMatch(/Imported 3,000 tasks\.\n$/)
})
