import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newPerson, type Person } from '../cli/command.ts'
import { address, newSite, type Site } from './server-process.ts'

const readme = readFileSync('README.md', 'utf8')
let site: Site
let person: Person

beforeAll(() => {
  site = newSite()
  person = newPerson()
})

afterAll(async () => {
  person.forget()
  await site.clear()
})

/** The blocks of the README in a language. */
function blocks(language: string): string[] {
  return [...readme.matchAll(/```(\w+)\n(.*?)```/gs)].flatMap(([, found, text = '']) =>
    found === language ? [text] : [],
  )
}

/** The README was written on a day; what it shows of days is compared by form alone. */
const withoutDays = (text: string): string =>
  text.replaceAll(/(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d\d? [A-Z][a-z]{2}/g, 'DAY')
const withoutPadding = (text: string): string => withoutDays(text).replaceAll(/ {2,}/g, '  ')

it('shows what the command line prints', async () => {
  const [transcript = ''] = blocks('console')
  const turns = transcript.split(/^\$ /m).slice(1)
  expect(turns.length).toBeGreaterThan(4)
  for (const turn of turns) {
    const [line = '', ...printed] = turn.split('\n')
    const { code, stdout } = await person.shell(line)
    expect({ line, code, stdout: withoutPadding(stdout) }).toEqual({
      line,
      code: 0,
      stdout: withoutPadding(printed.join('\n')),
    })
  }
})

it('shows requests that the server answers', async () => {
  const script = blocks('sh').find((block) => block.startsWith('base='))
  const url = await address(site.start({}))
  const output = execFileSync(
    'bash',
    ['-euo', 'pipefail', '-c', script?.replace('http://127.0.0.1:8000', url) ?? ''],
    {
      encoding: 'utf8',
    },
  )
  expect(output).toContain('"title":"Pay rent"')
  expect(output).toContain('"status":"done"')
  expect(output).toMatch(/"reverts":\["[0-9a-f-]{36}"\]/)
  expect(output).not.toContain('"error"')
})
