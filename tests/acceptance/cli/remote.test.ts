import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Api, startApi } from '../api/api.ts'
import { newPerson, type Person } from './command.ts'

const password = 'correct horse battery'
let api: Api
let person: Person
let email: string

beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.stop())

beforeEach(async () => {
  person = newPerson()
  email = `${randomUUID()}@example.org`
  const { status } = await fetch(`${api.url}/api/auth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password, name: 'Ada' }),
  })
  expect(status).toBe(201)
})
afterEach(() => person.forget())

const login = () =>
  person.todo(['login', api.url, '--email', email, '--password-stdin'], { input: `${password}\n` })
const credentials = (): string => join(person.home, '.config/todo/credentials.json')
const say = async (...args: string[]): Promise<string> => {
  const { stdout, stderr } = await person.todo(args)
  return stdout + stderr
}

describe('signing in', () => {
  test('keeps a credential that only its owner can read, and logout ends it', async () => {
    expect(await login()).toEqual({ code: 0, stdout: `Signed in at ${api.url} as ${email}.\n`, stderr: '' })
    expect(statSync(credentials()).mode & 0o777).toBe(0o600)
    expect(statSync(dirname(credentials())).mode & 0o777).toBe(0o700)
    expect(await say('whoami')).toBe(`${email} (Ada) at ${api.url}\n`)
    expect(JSON.parse(await say('whoami', '--json'))).toMatchObject({ user: { email }, server: api.url })
    expect(await say('doctor')).toContain(`on the server ${api.url}`)
    expect(await say('logout')).toBe(`Signed out of ${api.url}.\n`)
    expect(existsSync(credentials())).toBe(false)
    expect((await person.todo(['whoami'])).code).toBe(4)
  })

  test('asks for what is not given, without showing the password', async () => {
    const shown = await person.talk(`todo login ${api.url}`, [
      ['E-mail: ', `${email}\r`],
      ['Password: ', `${password}\r`],
    ])
    expect(shown).toContain(`Signed in at ${api.url} as ${email}.`)
    expect(shown).not.toContain(password)
  })

  test('refuses a wrong password, and keeps nothing', async () => {
    const args = ['login', api.url, '--email', email, '--password-stdin']
    expect(await person.todo(args, { input: 'wrong password\n' })).toEqual({
      code: 1,
      stdout: '',
      stderr: 'Invalid credentials.\n',
    })
    expect(existsSync(credentials())).toBe(false)
    expect(await person.todo(['login', api.url], { input: '' })).toMatchObject({ code: 2 })
  })

  test('takes a token from stdin, and refuses one that is none', async () => {
    await login()
    const { credential } = JSON.parse(readFileSync(credentials(), 'utf8'))
    await person.shell(`rm ${credentials()}`)
    const token = await person.todo(['login', api.url, '--token-stdin'], {
      input: `${credential.accessToken}\n`,
    })
    expect(token).toMatchObject({ code: 0, stdout: `Signed in at ${api.url} as ${email}.\n` })
    expect(await say('add', 'One')).toBe('Created task #1: One\n')
    const wrong = await person.todo(['login', api.url, '--token-stdin'], { input: 'nonsense\n' })
    expect(wrong).toMatchObject({ code: 4, stdout: '' })
  })

  test('says in a line that there is no server', async () => {
    const { code, stderr } = await person.todo(['login', 'http://127.0.0.1:9', '--token-stdin'], {
      input: 'x',
    })
    expect(code).toBe(1)
    expect(stderr).toMatch(/^The server at http:\/\/127\.0\.0\.1:9 cannot be reached: .+\.\n$/)
  })
})

test('every command says the same on a server as on a file', async () => {
  const local = newPerson()
  await login()
  const lines = [
    'add "Pay rent 2999-01-05 p1 #home"',
    'add Buy milk @shop',
    'add Third',
    'add Fourth',
    'list',
    'done 1 9',
    'done 2-4',
    'undo',
    'undo 1',
    'start 3',
    'list --all',
    'edit 2 --title "Buy oat milk" --add-tag home --due 2999-02-03',
    'edit 2 3 --priority low --remove-tag home',
    'search oat',
    'list --tag shop --priority low',
    'delete 4',
    'trash',
    'restore 4',
    'restore 99',
    'delete 3-4',
    'restore 1-10',
    'redo',
    'undo',
    'tags',
    'tags rename shop market',
    'upcoming',
    'today',
    'show 77',
    'list --json',
    'explain "Call bob 2999-01-01"',
    'list --limit 2',
    'trash empty --yes',
  ]
  const input = lines.join('\n')
  const [here, there] = [await local.todo(['shell'], { input }), await person.todo(['shell'], { input })]
  const plain = (text: string): string => text.replace(/"(id|position|\w+_at)":("[^"]*"|null)/g, '"$1":…')
  expect(plain(there.stdout)).toBe(plain(here.stdout))
  expect(there.stderr).toBe(here.stderr)
  expect(there.code).toBe(here.code)
  expect(existsSync(person.file)).toBe(false)
  local.forget()
})

test('an access token that has ended is renewed quietly, also by two commands at once', async () => {
  await login()
  await say('add', 'One')
  api.wait(20 * 60_000)
  const outcomes = await Promise.all([person.todo(['list']), person.todo(['tags'])])
  for (const { code, stderr } of outcomes) expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(statSync(credentials()).mode & 0o777).toBe(0o600)
})

test('a session that was ended elsewhere is exit code 4', async () => {
  await login()
  const { credential } = JSON.parse(readFileSync(credentials(), 'utf8'))
  await fetch(`${api.url}/api/auth/logout`, {
    method: 'POST',
    headers: { authorization: `Bearer ${credential.accessToken}` },
  })
  expect(await person.todo(['list'])).toEqual({
    code: 4,
    stdout: '',
    stderr: `You are not signed in at ${api.url}.\nSign in: todo login URL\n`,
  })
})

describe('push', () => {
  test('moves the list with its history as one operation, and sets the file aside', async () => {
    await person.todo(['shell'], { input: 'add One #home\nadd Two\ndone 2\nadd Three\ndelete 3\n' })
    await login()
    const { code, stdout } = await person.todo(['push'])
    const [moved, aside = ''] = stdout.trim().split('\n')
    expect({ code, moved }).toEqual({ code: 0, moved: `Moved 3 tasks to ${api.url}.` })
    const kept = aside.replace('The file was set aside: ', '')
    expect(kept).toMatch(/\/todo-pushed-\d{4}-\d\d-\d\d\.db$/)
    expect(readdirSync(dirname(person.file))).toEqual([kept.split('/').at(-1)])
    expect(await say('list')).toContain('One  #home')
    expect(await say('history')).toContain('created task #1: One')
    expect(await say('push')).toBe('There is nothing to push: the list of this machine is empty.\n')
    expect(await say('undo')).toBe('Undid: imported 3 tasks\n')
    expect(await say('list', '--all')).toBe('No tasks found.\n')
    await say('logout')
    expect(await say('list')).toBe('No tasks found.\n')
    const { stdout: before } = await person.todo(['list'], { env: { TODO_FILE: kept } })
    expect(before).toContain('One')
  })
})
