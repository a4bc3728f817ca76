import { type Context, type Store, type Task, type TaskEdit, TodoError } from '@todo/core'
import { afterAll, beforeAll, expect } from 'vitest'
import { makeChange, makeUser, type TestUser } from '../factories.ts'

export type StoreSuiteOptions = {
  /** Readies a space that is about to be used, where a store wants it to exist first. */
  prepare?: (store: Store, scope: Context['scope']) => Promise<void>
}

/** What the parts of the suite share: one store for all tests, and a fresh space for each. */
export type Harness = {
  makeStore(): Promise<Store>
  user(overrides?: Partial<Omit<Context, 'store'>>): Promise<TestUser>
}

export function makeHarness(makeStore: () => Promise<Store>, options: StoreSuiteOptions): Harness {
  let store: Store | undefined
  beforeAll(async () => {
    store = await makeStore()
  })
  afterAll(async () => {
    await store?.close()
  })
  return {
    makeStore,
    async user(overrides = {}) {
      if (!store) throw new Error('The store is made before the first test')
      const user = makeUser(store, overrides)
      await options.prepare?.(store, user.scope)
      return user
    },
  }
}

/** The refusal that a promise ends with. */
export async function refusal(promise: Promise<unknown>): Promise<TodoError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof TodoError)) throw new Error('A refusal was expected', { cause: error })
  return error
}

export const codeOf = async (promise: Promise<unknown>): Promise<string> => (await refusal(promise)).code

/** Commits edits as one operation, and returns the tasks that they left. */
export async function committed(user: TestUser, edits: readonly TaskEdit[]): Promise<Task[]> {
  const result = await user.store.commit(user.scope, makeChange({ edits }))
  if (result.outcome !== 'committed') throw new Error(`The change was refused: ${result.outcome}`)
  return result.tasks.filter((task) => task !== null)
}

/** All that can be read of a space, to see that a refused change left no trace. */
export async function snapshot(user: TestUser): Promise<unknown> {
  const { store, scope } = user
  const filter = {
    statuses: [],
    priority: null,
    dueBefore: null,
    dueAfter: null,
    tags: [],
    tagMode: 'all',
    words: [],
  } as const
  const everything = { taskId: null, actor: null, client: null, from: null, to: null, beforeSeq: null }
  return {
    list: await store.newest(scope, { ...filter, trash: false }, 1000, null),
    trash: await store.newest(scope, { ...filter, trash: true }, 1000, null),
    total: await store.count(scope, { ...filter, trash: false }, 1000),
    trashed: await store.count(scope, { ...filter, trash: true }, 1000),
    tags: await store.tags(scope),
    history: await store.history(scope, { ...everything, limit: 1000 }),
  }
}

/** The numbers of the events in the order of their sequence, and a check that the sequence has no gap. */
export async function expectGapless(user: TestUser): Promise<void> {
  const { operations } = await user.todo.history({ limit: 10_000 })
  const seqs = operations.flatMap(({ events }) => events.map(({ seq }) => seq)).sort((a, b) => a - b)
  expect(seqs).toEqual(seqs.map((_, index) => index + 1))
}

export const titles = (tasks: readonly Task[]): string[] => tasks.map(({ title }) => title)
export const numbers = (tasks: readonly Task[]): number[] => tasks.map(({ number }) => number)

/** The operation that a write recorded, as an undo names it. */
export const idOf = ({ operationId }: { operationId: string | null }): { operationId: string } => {
  if (operationId === null) throw new Error('an operation was recorded')
  return { operationId }
}
