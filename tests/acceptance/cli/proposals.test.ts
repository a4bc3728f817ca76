import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Api, startApi } from '../api/api.ts'
import { type Person as Account, asBearer, signUp } from '../api/person.ts'
import { newPerson, type Person } from './command.ts'

let api: Api
const people: Person[] = []
beforeAll(async () => {
  api = await startApi()
})
afterAll(async () => {
  for (const person of people) person.forget()
  await api.stop()
})

/** Somebody with an account who signed in at the command. */
async function signedIn(): Promise<{ ada: Account; person: Person }> {
  const ada = await signUp(api)
  const person = newPerson()
  people.push(person)
  const login = ['login', api.url, '--email', ada.email, '--password-stdin']
  expect((await person.todo(login, { input: `${ada.password}\n` })).code).toBe(0)
  return { ada, person }
}

async function keyOf(ada: Account, name: string, ...scopes: string[]): Promise<string> {
  const made = await ada.post('/api/account/api-keys', { name, scopes: ['tasks:read', ...scopes] })
  return (made.body as { key: string }).key
}

test('lists what an agent proposes, and approves or refuses it by the short id', async () => {
  const { ada, person } = await signedIn()
  expect((await person.todo(['proposals'])).stdout).toBe('No proposals found.\n')
  const robot = asBearer(api, await keyOf(ada, 'Mail robot', 'tasks:propose'))
  await ada.task({ title: 'Buy milk' })
  await robot.patch('/api/tasks/1', { title: 'Buy oat milk' })
  await robot.post('/api/tasks', { title: 'Answer Grace' })
  const { stdout } = await person.todo(['proposals'])
  expect(stdout.replaceAll(/^[0-9a-f]{8}/gm, 'ID')).toBe(
    [
      'ID  Change #1 Buy oat milk  (agent, Mail robot)',
      '          title: "Buy milk" → "Buy oat milk"',
      'ID  Add Answer Grace  (agent, Mail robot)',
      '',
    ].join('\n'),
  )
  const [first = '', second = ''] = stdout.match(/^[0-9a-f]{8}/gm) ?? []
  expect(await person.todo(['proposals', 'approve', first])).toMatchObject({
    code: 0,
    stdout: 'Approved: Change #1 Buy oat milk\n',
  })
  expect((await person.todo(['proposals', 'refuse', second])).stdout).toBe('Refused: Add Answer Grace\n')
  expect((await person.todo(['show', '1', '--json'])).stdout).toContain('Buy oat milk')
  expect((await person.todo(['proposals', '--json'])).stdout).toContain('"total":0')
})

test('approves all, tells which cannot be done any more, and ends with 1 then', async () => {
  const { ada, person } = await signedIn()
  const robot = asBearer(api, await keyOf(ada, 'Mail robot', 'tasks:propose'))
  await ada.task({ title: 'Buy milk' })
  await robot.patch('/api/tasks/1', { title: 'Buy oat milk' })
  await robot.post('/api/tasks', { title: 'Answer Grace' })
  await ada.patch('/api/tasks/1', { title: 'Buy bread' })
  const { code, stdout, stderr } = await person.todo(['proposals', 'approve', '--all'])
  expect(code).toBe(1)
  expect(stdout).toBe(
    [
      'Not done: Change #1 Buy oat milk. It cannot be carried out any more as it was proposed, so nothing was done.',
      '  #1 title is now "Buy bread"',
      'Approved: Add Answer Grace',
      '',
    ].join('\n'),
  )
  expect(stderr).toBe('1 proposal could not be decided.\n')
})

test.each([
  [['proposals', 'approve'], 2],
  [['proposals', 'approve', 'deadbeef'], 1],
  [['proposals', 'approve', 'deadbeef', '--all'], 2],
  [['proposals', 'delete', '--all'], 2],
])('refuses %j', async (args, code) => {
  const { person } = await signedIn()
  expect((await person.todo(args)).code).toBe(code)
})

test('wants somebody who is signed in', async () => {
  const person = newPerson()
  people.push(person)
  expect((await person.todo(['proposals'])).code).toBe(4)
})

test('a command with a key that may only propose says so, and does not pass for done', async () => {
  const { ada } = await signedIn()
  const person = newPerson()
  people.push(person)
  const key = await keyOf(ada, 'Mail robot', 'tasks:propose')
  await person.todo(['login', api.url, '--token-stdin'], { input: `${key}\n` })
  expect(await person.todo(['add', 'Buy milk'])).toMatchObject({
    code: 1,
    stdout: '',
    stderr: 'Proposed, and waiting for your answer: Add Buy milk.\n',
  })
  expect((await person.todo(['list'])).stdout).toBe('No tasks found.\n')
})

test('all that an agent did since a time is shown first, then undone as one', async () => {
  const { ada, person } = await signedIn()
  await ada.task({ title: 'My own' })
  const robot = asBearer(api, await keyOf(ada, 'Mail robot', 'tasks:propose'))
  for (const title of ['One', 'Two']) await robot.post('/api/tasks', { title })
  await person.todo(['proposals', 'approve', '--all'])
  const bulk = ['undo', '--actor', 'agent', '--client', 'Mail robot', '--since', '2020-01-01']
  const preview = await person.todo([...bulk, '--dry-run'])
  expect(preview.stdout).toBe(
    [
      'Would undo: created task #3: Two (by agent, Mail robot)',
      'Would undo: created task #2: One (by agent, Mail robot)',
      '',
    ].join('\n'),
  )
  expect((await person.todo(['list', '--json'])).stdout).toContain('Two')
  expect((await person.todo(bulk)).code).toBe(0)
  const { stdout } = await person.todo(['list'])
  expect(stdout).toContain('My own')
  expect(stdout).not.toContain('Two')
})
