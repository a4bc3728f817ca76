import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { Installation } from './rounds/installation.ts'
import { planOf } from './rounds/plan.ts'
import { playRound } from './rounds/play.ts'

// The checker is worth something if it catches a build that forgets the transaction around a change.

const node = ['--import', fileURLToPath(new URL('./builds/commit-apart.ts', import.meta.url))]
/** One writer, so that nothing but the crash can do harm. */
const plan = { writers: [planOf(1).writers.flat().slice(0, 30)] }
const tables = ['tasks', 'operations', 'task_events', 'idempotency']
const nthWrite = 4

const installation = new Installation()
afterAll(() => installation.remove())

async function violationsOf(build: 'honest' | 'forgetful', dies: string | null): Promise<readonly string[]> {
  await installation.start({
    node,
    env: { FAULT_BUILD: build, ...(dies !== null && { FAULT_DIES_AFTER: `${dies} ${nthWrite}` }) },
  })
  const { violations } = await playRound(installation, plan, async () => {
    if (dies === null) return
    await installation.ended()
    await installation.start({})
  })
  return violations
}

test.each(tables)('a build without transactions is caught when it dies after writing %s', async (table) => {
  expect(await violationsOf('forgetful', table)).toContainEqual(
    expect.stringMatching(/^the counters are .* and count as /),
  )
})

test.each(tables)('the same build with transactions passes when it dies after writing %s', async (table) => {
  expect(await violationsOf('honest', table)).toEqual([])
})

test('without transactions and without a crash nothing is wrong: it is the crash that is caught', async () => {
  expect(await violationsOf('forgetful', null)).toEqual([])
})
