import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newPerson, type Person } from './command.ts'

let person: Person
beforeEach(() => {
  person = newPerson()
})
afterEach(() => person.forget())

const numbersListed = async (): Promise<number[]> => {
  const { stdout } = await person.todo(['list', '--ndjson'])
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => Number(/"number":(\d+)/.exec(line)?.[1]))
}

describe('the file of the list', () => {
  test('is made in the data folder for its owner only, or where TODO_FILE says', async () => {
    await person.todo(['add', 'One'])
    expect(statSync(person.file).mode & 0o777).toBe(0o600)
    const elsewhere = join(person.home, 'else', 'where.db')
    expect((await person.todo(['list'], { env: { TODO_FILE: elsewhere } })).stdout).toBe('No tasks found.\n')
    expect(existsSync(elsewhere)).toBe(true)
    await person.todo(['add', 'Two'], { env: { XDG_DATA_HOME: join(person.home, 'data') } })
    expect(existsSync(join(person.home, 'data/todo/todo.db'))).toBe(true)
  })

  test('takes 100 tasks from each of ten processes at once: 1000 tasks, numbers 1 to 1000, no error', async () => {
    const input = Array.from({ length: 100 }, (_, index) => `add Task ${index}`).join('\n')
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => person.todo(['shell'], { input })))
    for (const { code, stderr } of outcomes) expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(await numbersListed()).toEqual(Array.from({ length: 1000 }, (_, index) => index + 1))
    expect(await person.todo(['doctor'])).toMatchObject({ code: 0, stderr: '' })
  })

  test('keeps all that was printed through kill -9', async () => {
    for (const delayMs of [120, 250, 400]) {
      const child = person.start(['shell'])
      let printed = ''
      child.stdout?.setEncoding('utf8').on('data', (text: string) => {
        printed += text
      })
      child.stdin?.on('error', () => {})
      child.stdin?.write(Array.from({ length: 5000 }, (_, index) => `add Task ${index}`).join('\n'))
      await once(child.stdout ?? child, 'data')
      await new Promise((resolve) => setTimeout(resolve, delayMs))
      child.kill('SIGKILL')
      await once(child, 'close')
      const told = [...printed.matchAll(/^Created task #(\d+): .*\n/gm)].map((match) => Number(match[1]))
      expect(told.length).toBeGreaterThan(0)
      const listed = await numbersListed()
      expect(listed).toEqual(expect.arrayContaining(told))
      expect(listed).toEqual(Array.from({ length: listed.length }, (_, index) => index + 1))
    }
    expect((await person.todo(['doctor'])).code).toBe(0)
  })
})

describe('a file that is not well', () => {
  const refused = async (file: string, sentence: RegExp): Promise<void> => {
    const before = statSync(file, { throwIfNoEntry: false })?.isFile() ? readFileSync(file) : null
    for (const args of [['add', 'x'], ['list'], ['undo']]) {
      const { code, stdout, stderr } = await person.todo(args, { env: { TODO_FILE: file } })
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
      expect(stderr).toMatch(sentence)
      expect(stderr.trimEnd()).not.toContain('\n')
    }
    const { code, stdout } = await person.todo(['doctor'], { env: { TODO_FILE: file } })
    expect({ code, wrong: stdout.includes('Something is wrong.') }).toEqual({ code: 1, wrong: true })
    if (before) expect(readFileSync(file).equals(before)).toBe(true)
  }

  test('in a folder that cannot be made is refused at once', async () => {
    const file = '/proc/nowhere/a/todo.db'
    expect(await person.todo(['list'], { env: { TODO_FILE: file } })).toEqual({
      code: 1,
      stdout: '',
      stderr: `The folder for ${file} cannot be made or entered.\n`,
    })
  })

  test('from a newer version is refused and left as it is', async () => {
    await person.todo(['add', 'One'])
    const db = new DatabaseSync(person.file)
    db.exec('PRAGMA user_version = 999')
    db.close()
    await refused(person.file, /^\S+ was written by a newer version of todo; update todo to open it\.\n$/)
  })

  test('that is something else is refused and left as it is', async () => {
    const file = join(person.home, 'letter.txt')
    writeFileSync(file, 'Dear Ada,\n'.repeat(1000))
    await refused(file, /^\S+ is not a to-do list; nothing was changed\.\n$/)
  })

  test('that is damaged is refused and left as it is', async () => {
    await person.todo(['shell'], {
      input: Array.from({ length: 200 }, (_, index) => `add Task ${index}`).join('\n'),
    })
    const bytes = readFileSync(person.file)
    bytes.fill(0xff, 100, bytes.length)
    writeFileSync(person.file, bytes)
    await refused(person.file, /^\S+ is (damaged|not a to-do list); nothing was changed/)
  })

  test('whose folder cannot be made is said in a line', async () => {
    writeFileSync(join(person.home, 'plain'), '')
    await refused(join(person.home, 'plain', 'todo.db'), /^The folder for \S+ cannot be made or entered\.\n$/)
    mkdirSync(join(person.home, 'folder.db'))
    await refused(join(person.home, 'folder.db'), /^\S+ is not a to-do list; nothing was changed\.\n$/)
  })
})

test('what cannot be printed ends with an error', async () => {
  await person.todo(['add', 'One'])
  const { code, stderr } = await person.shell('todo list > /dev/full')
  expect({ code, said: stderr.includes('no space left') }).toEqual({ code: 1, said: true })
})
