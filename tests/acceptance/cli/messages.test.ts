import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newPerson, type Person } from './command.ts'

let person: Person
beforeEach(() => {
  person = newPerson()
})
afterEach(() => person.forget())

const out = (stdout: string, code = 0) => ({ code, stdout, stderr: '' })
const failed = (stderr: string, code = 1, stdout = '') => ({ code, stdout, stderr })

describe('the sentences of the plan', () => {
  test('tell what was done to a task', async () => {
    expect(await person.todo(['add', 'Buy milk'])).toEqual(out('Created task #1: Buy milk\n'))
    expect(await person.todo(['add', 'Call', 'mom', '--desc', 'on her birthday'])).toEqual(
      out('Created task #2: Call mom\n'),
    )
    expect(await person.todo(['done', '1'])).toEqual(out('Marked task #1 as done.\n'))
    expect(await person.todo(['undo', '1'])).toEqual(out('Marked task #1 as pending.\n'))
    expect(await person.todo(['edit', '1', '--title', 'Buy oat milk'])).toEqual(out('Updated task #1.\n'))
    expect(await person.todo(['delete', '1'])).toEqual(out('Deleted task #1.\n'))
    expect(await person.todo(['rm', '2'])).toEqual(out('Deleted task #2.\n'))
    expect(await person.todo(['list'])).toEqual(out('No tasks found.\n'))
    expect(await person.todo(['search', 'milk'])).toEqual(out('No tasks found.\n'))
  })

  test('name a task that is not there, and fail', async () => {
    for (const args of [
      ['done'],
      ['undo'],
      ['start'],
      ['delete'],
      ['restore'],
      ['show'],
      ['edit', '--title', 'x'],
    ]) {
      const [command = '', ...flags] = args
      expect(await person.todo([command, '9', ...flags]), command).toEqual(failed('Task 9 not found.\n'))
    }
  })

  test('come again for what is so already, and record nothing', async () => {
    await person.todo(['add', 'Buy milk'])
    await person.todo(['done', '1'])
    expect(await person.todo(['done', '1'])).toEqual(out('Marked task #1 as done.\n'))
    expect(await person.todo(['undo'])).toEqual(out('Undid: marked task #1 as done: Buy milk\n'))
    expect(await person.todo(['undo', '1'])).toEqual(out('Marked task #1 as pending.\n'))
    expect(await person.todo(['undo'])).toEqual(out('Undid: created task #1: Buy milk\n'))
  })

  test('tell of a started task, which undo makes pending', async () => {
    await person.todo(['add', 'Buy milk'])
    expect(await person.todo(['start', '1'])).toEqual(out('Marked task #1 as in progress.\n'))
    expect(await person.todo(['undo', '1'])).toEqual(out('Marked task #1 as pending.\n'))
    expect((await person.todo(['list'])).stdout).toContain('[ ]  Buy milk')
  })
})

describe('several tasks', () => {
  beforeEach(async () => {
    await person.todo(['shell'], { input: 'add one\nadd two\nadd three\nadd four\nadd five\ndelete 4\n' })
  })

  test('are one operation, which names each missing number and passes over holes in a range', async () => {
    expect(await person.todo(['done', '1', '9'])).toEqual(
      failed('Task 9 not found.\n', 1, 'Marked task #1 as done.\n'),
    )
    expect(await person.todo(['done', '2', '3-5'])).toEqual(
      out('Marked task #2 as done.\nMarked task #3 as done.\nMarked task #5 as done.\n'),
    )
    expect(await person.todo(['undo'])).toEqual(out('Undid: marked 3 tasks as done: #2, #3 and #5\n'))
  })

  test('may be named by a range of any width', async () => {
    const { code, stdout } = await person.todo(['done', '1-1000000000'])
    expect({ code, lines: stdout.split('\n').length - 1 }).toEqual({ code: 0, lines: 4 })
    expect(await person.todo(['done', '20-30'])).toEqual(failed('No tasks found.\n'))
  })

  test('are edited together', async () => {
    expect(await person.todo(['edit', '1', '2', '--priority', 'high', '--add-tag', 'home'])).toEqual(
      out('Updated task #1.\nUpdated task #2.\n'),
    )
    await person.todo(['edit', '2', '--remove-tag', 'home', '--due', '2030-01-02'])
    const { stdout } = await person.todo(['list', '--priority', 'high', '--ndjson'])
    const tasks = stdout
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line))
    expect(tasks).toMatchObject([
      { number: 1, tags: ['home'], due_date: null },
      { number: 2, tags: [], due_date: '2030-01-02' },
    ])
  })
})

describe('wrong usage', () => {
  test.each([
    [['lst'], 'There is no command "lst". Did you mean list?\nAll commands: todo help\n'],
    [['add'], 'Say what is to be done.\nFor example: todo add "Buy milk tomorrow #shopping"\n'],
    [['add', ''], 'Say what is to be done.\nFor example: todo add "Buy milk tomorrow #shopping"\n'],
    [['add', 'x', '--priorty', 'low'], 'Unknown option --priorty. Did you mean --priority?\n'],
    [
      ['add', 'x', '--priority', 'hgih'],
      '--priority does not know "hgih". Did you mean high?\nUse one of: low, medium, high\n',
    ],
    [['add', 'x', '--due'], '--due needs a value: --due DATE\n'],
    [['add', 'x'.repeat(201)], 'The title is longer than 200 characters.\n'],
    [['add', 'a\u0007b'], 'The text holds a control character (U+0007) at position 1.\n'],
    [['done'], 'Which task? Give its number.\nFor example: todo done 3, or todo done 3 5-7\n'],
    [
      ['done', 'abc'],
      '"abc" is not the number of a task.\nNumbers stand in the first column of: todo list\n',
    ],
    [['edit', '1'], 'Say what to change.\nFor example: todo edit 3 --title "Buy oat milk" --due friday\n'],
    [['list', 'milk'], '"milk" is one word too many.\nTo find tasks by words: todo search milk\n'],
    [['list', '--limit', '0'], '--limit needs a number from 1 on, not "0".\n'],
    [['list', '--json', '--ndjson'], null],
    [['completion', 'tcsh'], 'Name your shell: bash, zsh or fish.\nFor example: todo completion bash\n'],
  ])('%j is told on stderr with exit code 2', async (args, stderr) => {
    const outcome = await person.todo(args)
    expect({ ...outcome, stderr: stderr === null ? null : outcome.stderr }).toEqual({
      code: 2,
      stdout: '',
      stderr,
    })
  })

  test('says which date is not understood', async () => {
    const { code, stderr } = await person.todo(['add', 'x', '--due', 'whenever'])
    expect({ code, line: stderr.split('\n')[0] }).toEqual({
      code: 2,
      line: '--due does not know the date "whenever".',
    })
  })
})

describe('without a login', () => {
  test.each([['whoami'], ['push']])('%s ends with exit code 4', async (command) => {
    expect(await person.todo([command])).toEqual(
      failed('You are not signed in.\nSign in: todo login URL\n', 4),
    )
  })
})

describe('todo alone', () => {
  test('says what to type on an empty list', async () => {
    expect(await person.todo([])).toEqual(
      out('No tasks found.\nAdd one: todo add "Call mom tomorrow #family"\n'),
    )
  })

  test('prints what is overdue and due today', async () => {
    await person.todo(['add', 'Later', '--due', '2999-01-01'])
    expect(await person.todo([])).toEqual(out('Nothing is due today. See the 1 open task: todo list\n'))
    await person.todo(['add', 'Now today'])
    await person.todo(['add', 'Before', '--due', '2020-02-01'])
    expect(await person.todo([])).toEqual(out('3  [ ]  Before  overdue 2020\n2  [ ]  Now     today\n'))
    expect((await person.todo(['today'])).stdout).toContain('Before')
    expect(await person.todo(['upcoming'])).toEqual(out('1  [ ]  Later  1 Jan 2999\n'))
  })
})

describe('help', () => {
  test('names every command and what a shell does to # and !', async () => {
    const { code, stdout } = await person.todo(['help'])
    expect(code).toBe(0)
    for (const command of [
      'add',
      'list',
      'done',
      'undo',
      'redo',
      'history',
      'export',
      'push',
      'completion',
    ]) {
      expect(stdout).toMatch(new RegExp(`^  ${command} +\\S`, 'm'))
    }
    expect(stdout).toContain('A shell takes an unquoted #home for a comment')
    expect((await person.todo(['--help'])).stdout).toBe(stdout)
  })

  test('of a command tells its options', async () => {
    const { stdout } = await person.todo(['help', 'edit'])
    expect(stdout).toContain('--remove-tag TAG')
    expect((await person.todo(['edit', '--help'])).stdout).toBe(stdout)
  })

  test('knows the version', async () => {
    const { stdout } = await person.todo(['--version'])
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\S*\n$/)
    expect((await person.todo(['version'])).stdout).toBe(stdout)
  })
})
