import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newPerson, type Person } from './command.ts'

let person: Person
beforeAll(async () => {
  person = newPerson()
  const input = [
    'add Buy milk #shopping --due 2999-01-05',
    'add "Pay rent" --due 2020-11-20 --priority high --tag home',
    'add 買い物に行く（牛乳とパン） --due today',
    'add "🍝 Dinner with a title so long that it has to be cut somewhere, wherever that may be" #family #dinner',
    'add "Cafe\u0301 (combining)" --priority low',
    'add Write',
    'start 6',
    'add Gone',
    'done 7',
  ].join('\n')
  expect(await person.todo(['shell'], { input })).toMatchObject({ code: 0, stderr: '' })
})
afterAll(() => person.forget())

const lines = (...each: string[]): string => `${each.join('\n')}\n`
const plain = { env: { NO_COLOR: '1' } }

describe('on a terminal', () => {
  test('of 80 columns the title and the tags are cut, and wide characters count twice', async () => {
    expect(await person.terminal('todo list', { columns: 80, ...plain })).toBe(
      lines(
        '#       Title                               Due           Priority  Tags',
        '1  [ ]  Buy milk                            5 Jan 2999              #shopping',
        '2  [ ]  Pay rent                            overdue 2020  high      #home',
        '3  [ ]  買い物に行く（牛乳とパン）          today',
        '4  [ ]  🍝 Dinner with a title so long th…                          #family #di…',
        '5  [ ]  Cafe\u0301 (combining)                                  low',
        '6  [~]  Write',
        '7  [x]  Gone',
      ),
    )
  })

  test('of 40 columns what is overdue or due today still shows', async () => {
    expect(await person.terminal('todo list', { columns: 40, ...plain })).toBe(
      lines(
        '#       Title               Due',
        '1  [ ]  Buy milk            5 Jan 2999',
        '2  [ ]  Pay rent            overdue 2020',
        '3  [ ]  買い物に行く（牛…   today',
        '4  [ ]  🍝 Dinner with a…',
        '5  [ ]  Cafe\u0301 (combining)',
        '6  [~]  Write',
        '7  [x]  Gone',
      ),
    )
  })

  test('of 200 columns nothing is cut', async () => {
    const shown = await person.terminal('todo list', { columns: 200, ...plain })
    expect(shown).toContain('wherever that may be')
    expect(shown).toContain('#family #dinner')
    expect(shown).not.toContain('…')
  })

  test('colour marks what is overdue, due today and high, unless NO_COLOR says no', async () => {
    const shown = await person.terminal('todo list')
    expect(shown).toContain('\u001b[31moverdue 2020\u001b[39m')
    expect(shown).toContain('\u001b[33mtoday\u001b[39m')
    expect(shown).toContain('\u001b[35mhigh\u001b[39m')
    expect(await person.terminal('todo list', plain)).not.toContain('\u001b')
    expect(await person.terminal('todo list', { env: { TERM: 'dumb' } })).not.toContain('\u001b')
  })
})

describe('into a pipe', () => {
  test('there is one whole line for each task, without header and colour', async () => {
    const { stdout } = await person.todo(['list'])
    expect(stdout.split('\n')).toHaveLength(8)
    expect(stdout).toMatch(/^1 {2}\[ \] {2}Buy milk +5 Jan 2999 +#shopping\n2 /)
    expect(stdout).toContain('wherever that may be')
    expect(stdout).not.toContain('\u001b')
    expect((await person.todo(['list'], { env: { FORCE_COLOR: '1' } })).stdout).toContain('\u001b[31m')
  })

  test('a reader that leaves early ends the command quietly', async () => {
    const { code, stdout, stderr } = await person.shell('todo list | head -1; echo $PIPESTATUS')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/^1 .*\n0\n$/)
  })
})

describe('a long list', () => {
  let many: Person
  beforeAll(async () => {
    many = newPerson()
    const input = Array.from({ length: 20_000 }, (_, index) => `Task ${index + 1}`).join('\n')
    const outcome = await many.todo(['import', '-', '--format', 'todotxt'], { input })
    expect(outcome).toEqual({ code: 0, stdout: 'Imported 20,000 tasks.\n', stderr: '' })
  })
  afterAll(() => many.forget())

  test('shows 50 on a terminal, and how to see the rest', async () => {
    const shown = (await many.terminal('todo list', plain)).split('\n')
    expect(shown).toHaveLength(53)
    expect(shown[50]).toBe('50  [ ]  Task 50')
    expect(shown[51]).toBe('… and 19,950 more: todo list --limit 1000, or todo list | less')
    expect((await many.terminal('todo list --limit 3', plain)).split('\n')[4]).toContain('… and 19,997 more')
  })

  test('goes into a pipe in full, in order', async () => {
    const { stdout } = await many.todo(['list'])
    const numbers = stdout
      .trim()
      .split('\n')
      .map((line) => Number(/\d+/.exec(line)?.[0]))
    expect(numbers).toEqual(Array.from({ length: 20_000 }, (_, index) => index + 1))
    expect((await many.shell('todo list | head -2')).stdout).toContain('Task 2')
    expect((await many.todo(['list', '--limit', '3'])).stdout.split('\n')).toHaveLength(4)
  })

  test('counts what was done today behind the open tasks', async () => {
    await many.todo(['done', '1-19990'])
    const shown = (await many.terminal('todo list --limit 12', plain)).split('\n')
    expect(shown[1]).toBe('19991  [ ]  Task 19991')
    expect(shown[11]).toMatch(/\[x\]/)
    expect(shown[13]).toMatch(/^… and at least \d+ more/)
    const { stdout } = await many.todo(['list', '--json'])
    expect(JSON.parse(stdout)).toMatchObject({ total: 20_000 })
  })
})
