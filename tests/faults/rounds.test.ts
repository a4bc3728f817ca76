import { randomInt } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkDatabase } from './check/check-database.ts'
import { Installation } from './rounds/installation.ts'
import type { Ledger } from './rounds/ledger.ts'
import { kindOf, planOf } from './rounds/plan.ts'
import { playRound, strikeOf } from './rounds/play.ts'

const roundsDefault = 8
const first = Number(process.env.TODO_FAULT_SEED ?? randomInt(1_000_000))
const rounds = Number(process.env.TODO_FAULT_ROUNDS ?? roundsDefault)
const seeds = Array.from({ length: rounds }, (_, index) => first + index)

let installation: Installation
beforeAll(async () => {
  console.log(`Rounds with the seeds ${first} to ${first + rounds - 1}`)
  installation = new Installation()
  await installation.start()
})
afterAll(() => installation.remove())

const killed = {
  server: 'the server',
  postgres: 'PostgreSQL',
  backend: 'a session of PostgreSQL',
  both: 'both',
}

describe('concurrent writers lose nothing, and nothing is done twice,', () => {
  test.each(seeds.map((seed) => ({ seed, what: killed[kindOf(seed)] })))(
    'through kill -9 of $what (seed $seed)',
    async ({ seed }) => {
      const plan = planOf(seed)
      const { violations, ledger } = await playRound(installation, plan, strikeOf(installation, plan))
      console.log(`Seed ${seed}: ${describeLedger(ledger)}`)
      expect(violations).toEqual([])
      expect(installation.isAlive).toBe(true)
    },
  )

  test('and PostgreSQL finds no table and no index damaged', async () => {
    expect(await checkDatabase(installation)).toEqual([])
  })
})

function describeLedger({ entries }: Ledger): string {
  const again = entries.filter(({ attempts }) => attempts > 1)
  const done = again.filter(({ replayed }) => replayed).length
  return `${entries.length} writes, ${again.length} sent more than once, ${done} of which had been done at first`
}
