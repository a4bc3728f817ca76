import type { CommitResult, Store } from '@todo/core'
import type { Bus } from './bus.ts'

/** The store, with a hint on the bus after each commit, and where it is not known whether there was one. */
export function announceCommits(store: Store, bus: Pick<Bus, 'hint'>): Store {
  return {
    load: (scope, refs) => store.load(scope, refs),
    async commit(scope, change) {
      let outcome: CommitResult['outcome'] | null = null
      try {
        const result = await store.commit(scope, change)
        outcome = result.outcome
        return result
      } finally {
        if (outcome === null || outcome === 'committed') bus.hint(scope.spaceId)
      }
    },
    list: (scope, request) => store.list(scope, request),
    count: (scope, filter, limit) => store.count(scope, filter, limit),
    newest: (scope, filter, limit, before) => store.newest(scope, filter, limit, before),
    history: (scope, request) => store.history(scope, request),
    operation: (scope, id) => store.operation(scope, id),
    latest: (scope, candidate) => store.latest(scope, candidate),
    operationsPresent: (scope, ids) => store.operationsPresent(scope, ids),
    head: (scope) => store.head(scope),
    events: (scope, since, limit) => store.events(scope, since, limit),
    recent: (scope, request) => store.recent(scope, request),
    tags: (scope) => store.tags(scope),
    close: () => store.close(),
  }
}
