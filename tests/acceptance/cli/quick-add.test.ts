import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newPerson, type Person } from './command.ts'

let person: Person
beforeEach(() => {
  person = newPerson()
})
afterEach(() => person.forget())

const add = async (...args: string[]): Promise<string> => (await person.todo(['add', ...args])).stdout

describe('the line below', () => {
  test('tells what was understood in the text', async () => {
    expect(await add('Pay rent 2999-11-26 p1 #home')).toBe(
      'Created task #1: Pay rent\ndue Tue 26 Nov 2999 · high · #home\n',
    )
    expect(await add('Call', 'mom', '@family')).toBe('Created task #2: Call mom\n#family\n')
    expect(await add('Paint !low')).toBe('Created task #3: Paint\nlow\n')
  })

  test('is left out where nothing was', async () => {
    expect(await add('The 9/11 report')).toBe('Created task #1: The 9/11 report\n')
    expect(await add("'Read tomorrow'")).toBe('Created task #2: Read tomorrow\n')
    expect(await add('Paint', '--priority', 'high', '--tag', 'home', '--due', '2999-01-01')).toBe(
      'Created task #3: Paint\n',
    )
  })
})

test('flags override what the text says, and tags add up', async () => {
  const args = [
    'Paint 2999-01-01 p1 #home',
    '--due',
    '2999-02-02',
    '--priority',
    'low',
    '--tag',
    'wall,#home',
  ]
  expect(await add(...args)).toBe('Created task #1: Paint\ndue Sat 2 Feb 2999 · low · #home #wall\n')
  expect(await add('--title', 'Read #1 tomorrow', '--desc', 'twice')).toBe(
    'Created task #2: Read #1 tomorrow\n',
  )
  const { stdout } = await person.todo(['show', '2', '--json'])
  expect(JSON.parse(stdout)).toMatchObject({ task: { description: 'twice', due_date: null, tags: [] } })
})

test('--due takes the words of quick add too', async () => {
  const { stdout } = await person.shell('todo add Paint --due tomorrow --json; date -d tomorrow +%F')
  const [answer = '', tomorrow] = stdout.trim().split('\n')
  expect(JSON.parse(answer)).toMatchObject({ task: { due_date: tomorrow } })
})

test('today is the day where the person is', async () => {
  const days = new Set<string>()
  for (const zone of ['Pacific/Kiritimati', 'Pacific/Niue']) {
    const { stdout } = await person.shell('todo add x today --json; date +%F', { env: { TZ: zone } })
    const [answer = '', today = ''] = stdout.trim().split('\n')
    expect(JSON.parse(answer), zone).toMatchObject({ task: { due_date: today } })
    days.add(today)
  }
  // 25 hours lie between the two.
  expect(days.size).toBe(2)
})

test('the order of day and month is that of the locale', async () => {
  const due = async (LC_TIME: string): Promise<unknown> => {
    const { stdout } = await person.todo(['explain', 'Pay 3/4/2999', '--json'], { env: { LC_TIME } })
    return JSON.parse(stdout).due_date
  }
  expect(await due('en_US.UTF-8')).toBe('2999-03-04')
  expect(await due('de_DE.UTF-8')).toBe('2999-04-03')
  expect(await due('C')).toBeNull()
})

test('explain shows what each part was taken for', async () => {
  const { stdout } = await person.todo(['explain', 'Pay rent 2999-11-26 p1 #home'])
  expect(stdout).toBe(
    [
      'Title     Pay rent',
      'Due       Tue 26 Nov 2999',
      'Priority  high',
      'Tags      #home',
      '',
      '  "2999-11-26" → date 2999-11-26',
      '  "p1" → priority high',
      '  "#home" → tag #home',
      '',
    ].join('\n'),
  )
})
