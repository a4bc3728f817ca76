// `npm run test:conformance`: the conformance suite of the Model Context Protocol against our server, and against a server
// of fixtures by the same handler for what wants fixtures; then the MCP Inspector calls each tool. What may fail stands in `expected-failures.json`, with reasons.
import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { signUp } from '../acceptance/api/person.ts'
import { makeKey, startAgents } from '../acceptance/mcp/agents.ts'
import { startFixture } from './fixture.ts'
import { inspect } from './inspector.ts'
import { holdKey } from './key-holder.ts'

const revisions = ['2025-06-18', '2025-11-25', '2026-07-28']

/** By scenario, or by `scenario#check`: why it may fail. */
const Reasons = z.record(z.string(), z.string().min(10))
const expectedFailures = z
  .strictObject({ todo: Reasons, fixture: Reasons })
  .parse(JSON.parse(readFileSync(new URL('expected-failures.json', import.meta.url), 'utf8')))

const Checks = z.array(z.object({ id: z.string(), status: z.string(), errorMessage: z.string().optional() }))
type Check = z.infer<typeof Checks>[number] & { scenario: string }

const totals = { passed: 0, failed: 0, expected: 0 }

/** Runs every scenario of a revision, and gives each check that it made. */
async function checksOf(url: string, revision: string): Promise<Check[]> {
  const manifest = createRequire(import.meta.url).resolve('@modelcontextprotocol/conformance/package.json')
  const folder = mkdtempSync(join(tmpdir(), 'todo-conformance-'))
  const script = join(dirname(manifest), 'dist/index.js')
  const args = [script, 'server', '--url', url, '--suite', 'all', '--spec-version', revision, '-o', folder]
  try {
    // It ends with 1 where a check failed: which ones may, is decided here.
    await new Promise((resolve) => execFile(process.execPath, args, { maxBuffer: 2 ** 26 }, resolve))
    return readdirSync(folder).flatMap((name) => {
      const scenario = name.replace(/^server-(.*?)-\d{4}-\d\d-\d\dT.*$/, '$1')
      const checks = Checks.parse(JSON.parse(readFileSync(join(folder, name, 'checks.json'), 'utf8')))
      return checks.map((check) => ({ ...check, scenario }))
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Tells the checks of all revisions; an expectation that is not met is a failure too. */
async function run(
  name: 'todo' | 'fixture',
  url: string,
  isWanted: (scenario: string) => boolean,
): Promise<void> {
  const expected = expectedFailures[name]
  const met = new Set<string>()
  for (const revision of revisions) {
    const checks = await checksOf(url, revision)
    const counts = { passed: 0, failed: 0, expected: 0 }
    for (const { scenario, id, status, errorMessage } of checks) {
      if (!isWanted(scenario)) continue
      if (status === 'SUCCESS') counts.passed += 1
      if (status !== 'FAILURE') continue
      const key = [`${scenario}#${id}`, scenario].find((each) => each in expected)
      if (key === undefined) {
        counts.failed += 1
        console.error(`FAILED ${name} ${revision} ${scenario}: ${id}: ${errorMessage ?? ''}`)
      } else {
        counts.expected += 1
        met.add(key)
      }
    }
    console.log(
      `${name} ${revision}: ${counts.passed} passed, ${counts.failed} failed, ${counts.expected} expected to`,
    )
    for (const key of ['passed', 'failed', 'expected'] as const) totals[key] += counts[key]
    if (counts.passed === 0) {
      totals.failed += 1
      console.error(`FAILED ${name} ${revision}: no check passed`)
    }
  }
  for (const key of Object.keys(expected).filter((each) => !met.has(each))) {
    totals.failed += 1
    console.error(`FAILED ${name}: ${key} is expected to fail and does not; take it off the list`)
  }
}

const agents = await startAgents()
const person = await signUp(agents.api)
await person.task({ title: 'Buy milk', tags: ['home'] })
const holder = await holdKey(agents.url, (await makeKey(person)).key)
const fixture = await startFixture()
try {
  await run('todo', holder.url, () => true)
  const left = new Set(Object.keys(expectedFailures.todo).map((key) => key.split('#')[0]))
  await run('fixture', fixture.url, (scenario) => left.has(scenario))
  const robin = await signUp(agents.api)
  const inspected = await inspect(agents.url, (await makeKey(robin)).key)
  totals.passed += inspected.passed
  totals.failed += inspected.failed
} finally {
  await Promise.all([holder.stop(), fixture.stop()])
  await agents.stop()
}
console.log(`${totals.expected} checks failed as expected, with reasons`)
console.log(`${totals.passed} passed, ${totals.failed} failed`)
process.exit(totals.failed === 0 ? 0 : 1)
