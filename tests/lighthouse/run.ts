// `npm run test:lighthouse`: Lighthouse on Today, signed in, as on a phone with a 4-fold slow-down, against an empty Next
// page in the same run. It is installed when this is run, in a folder of its own: it is larger than all else.
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type BrowserContext, chromium } from 'playwright-core'
import { z } from 'zod'
import { startWorker, stopAll } from '../../bench/server/processes.ts'
import { address, newSite } from '../acceptance/server/server-process.ts'
import { launchOptions } from '../e2e/chromium.ts'
import { freePort } from '../free-port.ts'
import { onDemand } from '../on-demand.ts'

const rounds = 3
const fewerPointsMost = 5
const categories = ['performance', 'accessibility', 'best-practices'] as const
type Points = Record<(typeof categories)[number], number>

const Report = z.object({
  categories: z.record(
    z.string(),
    z.object({
      score: z.number(),
      auditRefs: z.array(z.object({ id: z.string(), weight: z.number() })),
    }),
  ),
  audits: z.record(z.string(), z.object({ score: z.number().nullable(), title: z.string() })),
})
type Report = z.infer<typeof Report>

/** What Lighthouse makes of a page, in the browser that listens on the port, with what that keeps of it. */
async function look(script: string, url: string, port: number): Promise<Report> {
  const options = [
    `--port=${port}`,
    `--only-categories=${categories.join(',')}`,
    '--throttling.cpuSlowdownMultiplier=4',
    '--disable-storage-reset',
    '--no-enable-error-reporting',
    '--output=json',
    '--quiet',
  ]
  const { stdout } = await promisify(execFile)(process.execPath, [script, url, ...options], {
    maxBuffer: 2 ** 27,
  })
  return Report.parse(JSON.parse(stdout))
}

async function signUp({ request }: BrowserContext, origin: string): Promise<void> {
  const headers = { origin }
  const person = { email: 'ada@example.org', password: 'correct horse battery', name: 'Ada', cookie: true }
  const today = new Date().toISOString().slice(0, 10)
  const operations = Array.from({ length: 200 }, (_, index) => ({
    op: 'create',
    title: `Water plant ${index + 1}`,
    due_date: index < 20 ? today : null,
    tags: ['garden'],
  }))
  for (const [path, data] of [
    ['/api/auth/register', person],
    ['/api/tasks/batch', { operations }],
  ] as const) {
    const answer = await request.post(`${origin}${path}`, { data, headers })
    if (!answer.ok()) throw new Error(await answer.text())
  }
}

const pointsOf = (report: Report, name: string): number =>
  Math.round((report.categories[name]?.score ?? 0) * 100)

const middle = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

function medians(reports: readonly Report[]): Points {
  const of = (name: string): number => middle(reports.map((report) => pointsOf(report, name)))
  return {
    performance: of('performance'),
    accessibility: of('accessibility'),
    'best-practices': of('best-practices'),
  }
}

/** What cost points. */
function faults(report: Report | undefined, name: string): string {
  const refs = report?.categories[name]?.auditRefs ?? []
  return refs
    .filter(({ weight }) => weight > 0)
    .flatMap(({ id }) => report?.audits[id] ?? [])
    .filter(({ score }) => score !== null && score < 0.9)
    .map(({ title, score }) => `${title} (${score})`)
    .join('; ')
}

const script = join(onDemand(import.meta.dirname), 'cli/index.js')
const site = newSite()
const profile = mkdtempSync(join(tmpdir(), 'todo-lighthouse-'))
const port = await freePort()
let failed = 0

function tell(isMet: boolean, what: string): void {
  if (!isMet) failed += 1
  console.log(`${isMet ? 'ok' : 'FAILED tests/lighthouse >'} ${what}`)
}

try {
  const origin = await address(site.start({}))
  const empty = await startWorker('../web/empty-next.ts').ask<{ port: number }>('start')
  const { args = [], ...options } = await launchOptions()
  const context = await chromium.launchPersistentContext(profile, {
    ...options,
    args: [...args, `--remote-debugging-port=${port}`],
  })
  await signUp(context, origin)
  const page = await context.newPage()
  await page.goto(`${origin}/today`)
  await page.locator('#content article').first().waitFor()
  const [ours, theirs]: [Report[], Report[]] = [[], []]
  for (let round = 0; round < rounds; round += 1) {
    theirs.push(await look(script, `http://127.0.0.1:${empty.port}`, port))
    ours.push(await look(script, `${origin}/today`, port))
  }
  await context.close()
  const [today, nothing] = [medians(ours), medians(theirs)]
  for (const name of ['accessibility', 'best-practices'] as const) {
    tell(today[name] === 100, `${name} of Today: ${today[name]} of 100 ${faults(ours[0], name)}`)
  }
  const isNear = today.performance >= nothing.performance - fewerPointsMost
  const single = ours.map((report) => pointsOf(report, 'performance')).join(', ')
  tell(
    isNear,
    `performance of Today: ${today.performance} (${single}), of an empty Next page: ${nothing.performance} ${faults(ours[0], 'performance')}`,
  )
} finally {
  await stopAll()
  await site.clear()
  rmSync(profile, { recursive: true, force: true })
}
console.log(`${3 - failed} passed, ${failed} failed`)
process.exit(failed > 0 ? 1 : 0)
