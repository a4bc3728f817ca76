import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newPerson, type Person } from './command.ts'

let person: Person
beforeEach(() => {
  person = newPerson()
})
afterEach(() => person.forget())

const say = async (...args: string[]): Promise<string> => {
  const { stdout, stderr } = await person.todo(args)
  return stdout + stderr
}

test('undo goes back change by change, each in a process of its own, and redo goes forward', async () => {
  await say('add', 'Buy milk')
  await say('edit', '1', '--title', 'Buy oat milk', '--tag', 'shop')
  await say('done', '1')
  await say('delete', '1')
  const changes = [
    'deleted task #1: Buy oat milk',
    'marked task #1 as done: Buy oat milk',
    'updated task #1 (title, tags): Buy oat milk',
    'created task #1: Buy milk',
  ]
  for (const change of changes) expect(await say('undo')).toBe(`Undid: ${change}\n`)
  expect(await person.todo(['undo'])).toEqual({ code: 1, stdout: '', stderr: 'Nothing to undo.\n' })
  expect(await say('list')).toBe('No tasks found.\n')
  for (const change of changes.toReversed()) expect(await say('redo')).toBe(`Redid: ${change}\n`)
  expect(await person.todo(['redo'])).toEqual({ code: 1, stdout: '', stderr: 'Nothing to redo.\n' })
  expect(await say('trash')).toContain('[x]  Buy oat milk  #shop')
})

test('a new change ends redo', async () => {
  await say('add', 'One')
  await say('undo')
  await say('add', 'Two')
  expect(await say('redo')).toBe('Nothing to redo.\n')
})

test('history names an operation, which undo takes whole or short', async () => {
  await say('add', 'One')
  await say('add', 'Two')
  const rows = (await say('history')).trim().split('\n')
  expect(rows[1]).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d {2}created task #1: One +cli {2}[0-9a-f]{8}$/)
  const short = rows[1]?.slice(-8) ?? ''
  expect(await say('undo', '--operation', short)).toBe('Undid: created task #1: One\n')
  expect(await person.todo(['undo', '--operation', short])).toMatchObject({
    code: 1,
    stderr: 'This operation is already undone.\n',
  })
  expect(await say('history', '1')).toMatch(/created task #1: One \(undone\)/)
  const { stdout } = await person.todo(['history', '2', '--json'])
  expect(await say('undo', '--operation', JSON.parse(stdout).operations[0].id)).toBe(
    'Undid: created task #2: Two\n',
  )
})

test('a field that was changed since is named, and nothing is undone', async () => {
  await say('add', 'One')
  await say('edit', '1', '--title', 'Uno')
  const short = (await say('history')).split('\n')[0]?.slice(-8) ?? ''
  await say('edit', '1', '--title', 'Ein')
  expect(await person.todo(['undo', '--operation', short])).toEqual({
    code: 1,
    stdout: '',
    stderr:
      'These fields were changed since, so nothing was undone.\n  #1 title: it was left as "Uno" and is now "Ein"\n',
  })
})

describe('the undo of a time', () => {
  test('takes back all that matches as one operation, or only says so', async () => {
    await say('add', 'One')
    await say('add', 'Two')
    await say('done', '1')
    const all = ['marked task #1 as done: One', 'created task #2: Two', 'created task #1: One']
    const since = ['--actor', 'user', '--client', 'cli', '--since', '1h']
    expect(await say('undo', ...since, '--dry-run')).toBe(all.map((each) => `Would undo: ${each}\n`).join(''))
    expect(await say('list')).toContain('Two')
    expect(await say('undo', ...since)).toBe(all.map((each) => `Undid: ${each}\n`).join(''))
    expect(await say('list')).toBe('No tasks found.\n')
    await say('redo')
    expect(await say('list')).toContain('Two')
    expect(await person.todo(['undo', '--actor', 'assistant', '--since', 'today'])).toMatchObject({
      code: 1,
      stderr: 'Nothing to undo.\n',
    })
  })

  test('needs a time that can be read', async () => {
    expect(await person.todo(['undo', '--actor', 'user'])).toMatchObject({ code: 2 })
    expect(await person.todo(['undo', '--since', 'lately'])).toMatchObject({ code: 2 })
    expect(await person.todo(['undo', '3', '--since', '1h'])).toMatchObject({ code: 2 })
  })
})

describe('the trash', () => {
  beforeEach(async () => {
    const input = Array.from({ length: 12 }, (_, index) => `add Task ${index + 1}`).join('\n')
    await person.todo(['shell'], { input })
  })

  test('takes more than ten tasks only after a yes', async () => {
    expect(await person.todo(['delete', '1-12'])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'Delete 12 tasks? Nobody can answer here.\nTo do it without being asked: --yes\n',
    })
    expect(await person.terminal('todo delete 1-12', { input: 'n\n' })).toContain('Nothing was deleted.')
    expect(await person.terminal('todo delete 1-12', { input: 'y\n' })).toContain('Deleted task #12.')
    expect(await say('undo')).toContain('Undid: deleted 12 tasks: #1, #2,')
    expect((await person.todo(['delete', '1-100', '--yes'])).code).toBe(0)
  })

  test('does not ask for ten, however wide the range', async () => {
    await say('delete', '1', '2')
    expect((await person.todo(['delete', '1-5000'])).stdout.split('\n')).toHaveLength(11)
  })

  test('gives back, and is emptied for good', async () => {
    await say('delete', '1-10')
    expect(await say('restore', '2-4')).toBe('Restored task #2.\nRestored task #3.\nRestored task #4.\n')
    expect((await person.todo(['trash', 'empty', '--yes'])).stdout).toBe('Removed 7 tasks for good.\n')
    expect(await say('trash')).toBe('No tasks found.\n')
    expect(await say('restore', '1')).toBe('Task 1 not found.\n')
    expect(await say('trash', 'empty')).toBe('The trash is empty.\n')
  })
})

test('tags are renamed and removed everywhere, which undo takes back', async () => {
  await say('add', 'One #home')
  await say('add', 'Two #home #garden')
  expect(await say('tags', 'rename', 'home', 'house')).toBe('Renamed #home to #house on 2 tasks.\n')
  expect(await say('tags', 'delete', '#garden')).toBe('Removed #garden from 1 task.\n')
  expect(await say('tags')).toBe('#house  2  2\n')
  await say('undo')
  await say('undo')
  expect(await say('tags')).toBe('#garden  1  1\n#home    2  2\n')
  expect(await person.todo(['tags', 'delete', 'nowhere'])).toMatchObject({
    code: 1,
    stderr: 'Tag not found.\n',
  })
})
