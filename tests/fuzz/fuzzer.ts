import { execFileSync, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** One call of schemathesis: on one operation or on all but some, so many requests for each or for so long. */
export type Round = {
  seed: number
  /** Which token of a new account is sent. */
  credential: 'accessToken' | 'refreshToken'
  only?: string
  without?: readonly string[]
  examples: number
  seconds?: number
}

/** `problem` is empty where there was none. */
export type Result = { name: string; problem: string }
export type Outcome = { requests: number; results: Result[] }

const here = import.meta.dirname

/** Runs schemathesis against a server, each time with an account of its own. Its reports go into the folder. */
export function createFuzzer({ url, folder }: { url: string; folder: string }) {
  const program = execFileSync(join(here, 'setup'), {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return async (round: Round): Promise<Outcome> => {
    const reports = { junit: join(folder, 'report.xml'), json: join(folder, 'report.json') }
    for (const file of Object.values(reports)) rmSync(file, { force: true })
    const child = spawn(
      program.trim(),
      argumentsOf(round, url, await newToken(url, round.credential), reports),
      {
        // It may leave files where it runs.
        cwd: folder,
        env: { ...process.env, FUZZ_HOOKS: join(here, 'hooks.py') },
        stdio: ['ignore', 'inherit', 'inherit'],
      },
    )
    const [code] = await once(child, 'exit')
    const { requests, isComplete } = readSummary(readFileSync(reports.json, 'utf8'))
    const results = readResults(readFileSync(reports.junit, 'utf8'))
    const isExplained = isComplete && (code === 0 || results.some(({ problem }) => problem !== ''))
    if (!isExplained) results.push({ name: 'schemathesis', problem: `it ended with ${code}` })
    return { requests, results }
  }
}

function argumentsOf(
  { seed, only, without = [], examples, seconds }: Round,
  url: string,
  token: string,
  reports: { junit: string; json: string },
): string[] {
  return [
    ...['--config-file', join(here, 'schemathesis.toml')],
    ...['run', `${url}/api/openapi.json`, '--url', url, '--no-color'],
    ...['--header', `Authorization: Bearer ${token}`, '--seed', `${seed}`, '--max-examples', `${examples}`],
    ...(seconds === undefined ? [] : ['--max-time', `${seconds}`]),
    ...(only === undefined ? [] : ['--include-operation-id', only]),
    ...without.flatMap((operation) => ['--exclude-operation-id', operation]),
    ...['--report', 'junit,json'],
    ...['--report-junit-path', reports.junit, '--report-json-path', reports.json],
  ]
}

async function newToken(url: string, kind: Round['credential']): Promise<string> {
  const answer = await fetch(`${url}/api/auth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: `${randomUUID()}@example.org`, password: randomUUID() }),
  })
  return String(memberOf(await answer.json(), kind))
}

function readSummary(text: string): { requests: number; isComplete: boolean } {
  const summary: unknown = JSON.parse(text)
  const cases = memberOf(summary, 'test_cases')
  return {
    requests: Number(memberOf(cases, 'generated')),
    isComplete: memberOf(summary, 'complete') === true,
  }
}

function memberOf(value: unknown, name: string): unknown {
  const members = typeof value === 'object' && value !== null ? Object.entries(value) : []
  const found = members.find(([key]) => key === name)
  if (!found) throw new Error(`There is no ${name}`)
  return found[1]
}

/** One result for each operation. One that was left out was not tried, and is not counted as passed. */
function readResults(xml: string): Result[] {
  const cases = xml.split('<testcase ').slice(1)
  if (cases.length === 0) throw new Error('The report of schemathesis names no operation')
  return cases.map((text) => ({
    name: /name="([^"]*)"/.exec(text)?.[1] ?? '',
    problem: /<(?:failure|error|skipped)[\s\S]*/.exec(text)?.[0] ?? '',
  }))
}
