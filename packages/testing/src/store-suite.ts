import type { Store } from '@todo/core'
import { describe } from 'vitest'
import { commitSuite } from './suite/commits.ts'
import { makeHarness, type StoreSuiteOptions } from './suite/harness.ts'
import { historySuite } from './suite/history.ts'
import { querySuite } from './suite/queries.ts'
import { searchSuite } from './suite/search.ts'
import { syncSuite } from './suite/sync.ts'
import { undoSuite } from './suite/undo.ts'
import { undoByIdSuite } from './suite/undo-by-id.ts'
import { verbSuite } from './suite/verbs.ts'

export type { StoreSuiteOptions } from './suite/harness.ts'

/**
 * Every promise of the store port and of the verbs over it, one test each. `makeStore` gives an empty store;
 * one serves all tests (each in a space of its own) and is closed at the end, another tries closing.
 */
export function storeSuite(
  name: string,
  makeStore: () => Promise<Store>,
  options: StoreSuiteOptions = {},
): void {
  describe(name, () => {
    const harness = makeHarness(makeStore, options)
    commitSuite(harness)
    querySuite(harness)
    searchSuite(harness)
    verbSuite(harness)
    undoSuite(harness)
    undoByIdSuite(harness)
    historySuite(harness)
    syncSuite(harness)
  })
}
