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
  const answers = await carryOut(script ?? '', url)
  const [registered, quick, list, done, undone, ...more] = answers
  expect(registered).toMatch(/"accessToken":"[^"]+"/)
  expect(quick).toContain('"title":"Pay rent"')
  expect(list).toMatch(/"total":1\b/)
  expect(done).toContain('"status":"done"')
  expect(undone).toMatch(/"reverts":\["[0-9a-f-]{36}"\]/)
  expect(more).toEqual([])
})

/** Sends what the script's curl commands send, on machines without curl too. */
async function carryOut(script: string, base: string): Promise<string[]> {
  const commands = script
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => line.includes('curl '))
  const answers: string[] = []
  let token = ''
  for (const command of commands) {
    const words = [...command.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|[^\s()|]+/g)].map(
      ([word, double, single]) =>
        single ?? (double ?? word).replaceAll('$base', base).replaceAll('$token', token),
    )
    const after = (flag: string): string[] =>
      words.flatMap((word, at) => (word === flag ? [words[at + 1] ?? ''] : []))
    const headers = after('-H').map((line): [string, string] => [
      line.split(': ')[0] ?? '',
      line.split(': ')[1] ?? '',
    ])
    const [body] = after('-d')
    const [method = body === undefined ? 'GET' : 'POST'] = after('-X')
    const target = words.find((word) => word.startsWith(base)) ?? ''
    const answer = await fetch(target, { method, headers, ...(body !== undefined && { body }) })
    answers.push(await answer.text())
    token ||= /"accessToken":"([^"]*)"/.exec(answers[0] ?? '')?.[1] ?? ''
  }
  return answers
}
