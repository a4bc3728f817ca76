import { existsSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newPerson, type Person } from './command.ts'

let person: Person
beforeAll(async () => {
  person = newPerson()
  const input = 'add Buy milk #home\nadd Call mom #family\nadd Gone\ndone 3\nadd Away\ndelete 4\n'
  await person.todo(['shell'], { input })
})
afterAll(() => person.forget())

/** What bash offers when Tab is pressed at the end of a line. */
async function offered(line: string): Promise<string[]> {
  const script = `
    source <(todo completion bash)
    COMP_LINE=$LINE COMP_POINT=\${#LINE}
    # Bash itself splits the line at blanks and word breaks, which are words of their own.
    read -ra COMP_WORDS <<<"$(sed -E 's/([=:])/ \\1 /g' <<<"$LINE")"
    [[ $LINE == *' ' ]] && COMP_WORDS+=('')
    COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
    _todo
    printf '%s\\n' "\${COMPREPLY[@]}"`
  const { stdout, stderr } = await person.shell(script, { env: { LINE: line } })
  expect(stderr).toBe('')
  return stdout.split('\n').filter((each) => each !== '')
}

const values = async (line: string): Promise<string[]> =>
  (await offered(line)).map((each) => each.replace(/ {2}\(.*\)$/, ''))

test('commands and flags', async () => {
  expect(await values('todo exp')).toEqual(['explain', 'export'])
  expect(await offered('todo upc')).toEqual(['upcoming'])
  expect(await values('todo edit --add')).toEqual(['--add-tag'])
  expect(await values('todo undo --')).toContain('--operation')
  expect(await values('todo --mem')).toEqual(['--memory'])
  expect(await values('todo help hist')).toEqual(['history'])
})

test('tasks by number with their titles: open ones, done ones for undo, deleted ones for restore', async () => {
  expect(await offered('todo done ')).toEqual(['1  (Buy milk)', '2  (Call mom)'])
  expect(await offered('todo done 1')).toEqual(['1'])
  expect(await offered('todo undo ')).toEqual(['3'])
  expect(await offered('todo restore ')).toEqual(['4'])
})

test('tags with either sign, and as the value of a flag', async () => {
  expect(await values('todo add Paint #ho')).toEqual(['#home'])
  expect(await values('todo add Paint @fa')).toEqual(['@family'])
  expect(await values('todo list --tag ')).toEqual(['family', 'home'])
  expect(await values('todo add x --priority=h')).toEqual(['high'])
  expect(await values('todo add x !h')).toEqual(['!high'])
})

test('a real bash puts in what is offered', async () => {
  const { stdout: before } = await person.todo(['list', '--all', '--ndjson'])
  await person.talk("PS1='ready> ' bash --norc -i", [
    ['ready> ', 'source <(todo completion bash)\r'],
    ['ready> ', 'todo add Paint @fam\t'],
    ['@family ', '--priority=hi\t'],
    ['high ', '\r'],
    ['Created task', 'exit\r'],
  ])
  const { stdout } = await person.todo(['list', '--all', '--ndjson'])
  const added: unknown = JSON.parse(stdout.slice(before.length))
  expect(added).toMatchObject({ title: 'Paint', tags: ['family'], priority: 'high' })
  await person.todo(['undo'])
})

test('files where a file belongs, and nothing where text does', async () => {
  await person.shell('touch tasks.csv')
  expect(await values('todo import tas')).toEqual(['tasks.csv'])
  expect(await values('todo import tasks.csv --format ')).toEqual(['json', 'csv', 'todotxt', 'ics'])
  expect(await values('todo add tas')).toEqual([])
})

test('Tab makes no file where there is no list', async () => {
  const other = newPerson()
  expect(await other.todo(['__complete', 'todo done '])).toEqual({ code: 0, stdout: '\n', stderr: '' })
  expect(existsSync(other.file)).toBe(false)
  other.forget()
})

test('there are scripts for zsh and fish', async () => {
  expect((await person.todo(['completion', 'zsh'])).stdout).toContain('#compdef todo')
  expect((await person.todo(['completion', 'fish'])).stdout).toContain('complete -c todo')
})
