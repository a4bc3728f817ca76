import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newPerson, type Person } from './command.ts'

let person: Person
beforeEach(() => {
  person = newPerson()
})
afterEach(() => person.forget())

describe('from a pipe', () => {
  test('each line runs without a prompt, with quotes as in a shell, and #, ! and apostrophes as they are', async () => {
    const input = [
      'add Pay rent #home !high',
      '',
      "add Read Monday's paper",
      'add "two  words" --desc="a b"',
      'add \'"Read tomorrow"\'',
      'todo list',
      'help',
    ].join('\n')
    const { code, stdout, stderr } = await person.todo(['shell'], { input })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout.split('\n').slice(0, 9)).toEqual([
      'Created task #1: Pay rent',
      'high · #home',
      "Created task #2: Read Monday's paper",
      'Created task #3: two words',
      'Created task #4: Read tomorrow',
      '1  [ ]  Pay rent             high  #home',
      "2  [ ]  Read Monday's paper",
      '3  [ ]  two words',
      '4  [ ]  Read tomorrow',
    ])
    expect(stdout).not.toContain('todo>')
    expect((await person.todo(['list'])).stdout).toContain('two words')
  })

  test('the exit code tells whether a line failed, and the lines behind it ran', async () => {
    const outcome = await person.todo(['shell'], { input: 'done 9\nadd One\nfoo\nadd "open\nlist\n' })
    expect(outcome.code).toBe(1)
    expect(outcome.stdout).toBe('Created task #1: One\n1  [ ]  One\n')
    expect(outcome.stderr).toBe(
      'Task 9 not found.\nThere is no command "foo".\nAll commands: todo help\nThe quote " is not closed.\n',
    )
  })

  test('exit ends the loop', async () => {
    expect((await person.todo(['shell'], { input: 'add One\nexit\nadd Two\n' })).stdout).toBe(
      'Created task #1: One\n',
    )
  })
})

describe('--memory', () => {
  test('is the same loop on a list that is forgotten', async () => {
    const input = 'add One tomorrow\ndone 1\nundo\nlist\n'
    const { code, stdout } = await person.todo(['--memory'], { input })
    expect(code).toBe(0)
    expect(stdout).toMatch(
      /^Created task #1: One\ndue .*\nMarked task #1 as done.\nUndid: marked task #1 as done: One\n1 {2}\[ \] {2}One +tomorrow\n$/,
    )
    expect((await person.todo(['list'])).stdout).toBe('No tasks found.\n')
    expect((await person.todo(['shell', '--memory'], { input: 'add One\n' })).code).toBe(0)
  })
})

describe('on a terminal', () => {
  test('there is a prompt, and Ctrl-D leaves', async () => {
    const shown = await person.talk('todo shell; echo "ended $?"', [
      ['todo> ', 'add One #home\r'],
      ['todo> ', 'done 9\r'],
      ['todo> ', 'lis'],
      ['lis', '\u0003'],
      ['todo> ', '\u0004'],
    ])
    expect(shown).toContain('Created task #1: One')
    expect(shown).toContain('Task 9 not found.')
    expect(shown).toContain('ended 0')
  })

  test('Tab completes commands and tags', async () => {
    const shown = await person.talk('todo shell', [
      ['todo> ', 'add One #garden\r'],
      ['todo> ', 'expl\t'],
      ['explain ', 'Two\r'],
      ['todo> ', 'add Two #gar\t'],
      ['#garden ', '\r'],
      ['todo> ', 'exit\r'],
    ])
    expect(shown).toContain('Two')
    expect((await person.todo(['list', '--tag', 'garden', '--json'])).stdout).toContain('"total":2')
  })

  test('lines are kept for the next shell, for their owner only; not those of --memory', async () => {
    await person.talk('todo shell', [
      ['todo> ', 'add One\r'],
      ['todo> ', 'exit\r'],
    ])
    await person.talk('todo --memory', [
      ['todo> ', 'add Two\r'],
      ['todo> ', 'exit\r'],
    ])
    const file = join(person.home, '.local/state/todo/shell-history')
    expect(readFileSync(file, 'utf8')).toBe('add One\nexit\n')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    await person.talk('todo shell', [
      ['todo> ', '\u001b[A\u001b[A'],
      ['add One', '\r'],
      ['todo> ', 'exit\r'],
    ])
    expect((await person.todo(['list'])).stdout.split('\n')).toHaveLength(3)
  })

  test('deleting much asks in the loop itself, also where the lines were pasted', async () => {
    const add = Array.from({ length: 11 }, (_, index) => `add Task ${index + 1}\r`).join('')
    const shown = await person.talk('todo --memory', [
      ['todo> ', `${add}delete 1-11\rno\rdelete 1-11\r`],
      ['Delete 11 tasks? [y/N]', ''],
      ['Delete 11 tasks? [y/N]', 'yes\r'],
      ['Deleted task #11.', 'list\r'],
      ['No tasks found.', 'exit\r'],
    ])
    expect(shown).toContain('Nothing was deleted.')
  })
})
