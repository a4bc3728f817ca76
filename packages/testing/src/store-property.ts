import type { Store } from '@todo/core'
import { systemIds } from '@todo/core/system'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { turns } from './property/commands.ts'
import { Race } from './property/race.ts'
import type { StoreSuiteOptions } from './suite/harness.ts'

const runsDefault = 60

/**
 * Drives random turns of two users and their assistants through several stores at once and through a plain model,
 * and compares every answer, list, total, hit, tag, event and number. `TODO_PROPERTY_RUNS` sets the number of
 * sequences; a failure prints its seed.
 */
export function storeProperty(
  name: string,
  makeStores: Readonly<Record<string, () => Promise<Store>>>,
  options: StoreSuiteOptions = {},
): void {
  describe(name, () => {
    const stores: Record<string, Store> = {}
    beforeAll(async () => {
      for (const [each, make] of Object.entries(makeStores)) stores[each] = await make()
    })
    afterAll(async () => {
      for (const store of Object.values(stores)) await store.close()
    })

    test('any sequence of verbs leaves what a plain model of the rules says', {
      timeout: 600_000,
    }, async () => {
      const numRuns = Number(process.env.TODO_PROPERTY_RUNS ?? runsDefault)
      await fc.assert(
        fc.asyncProperty(turns, fc.integer({ min: 1, max: 7 }), async (sequence, limit) => {
          const spaceIds = [systemIds.uuid(), systemIds.uuid()]
          for (const store of Object.values(stores)) {
            for (const spaceId of spaceIds) await options.prepare?.(store, { spaceId, userId: spaceId })
          }
          const race = new Race(stores, spaceIds)
          for (const turn of sequence) await race.take(turn)
          await race.compare(limit)
        }),
        { numRuns },
      )
    })
  })
}
