import { createTaskService, type Store, type TaskService, TodoError } from '@todo/core'
import { systemIds } from '@todo/core/system'
import { expect } from 'vitest'
import { makeContext } from '../factories.ts'
import { type Call, callOf } from './calls.ts'
import type { Turn } from './commands.ts'
import { compareAll, compareCandidates } from './compare.ts'
import { Model } from './model.ts'
import { ModelRefusal } from './model-refusal.ts'

type User = { spaceId: string; model: Model; last: { turn: Turn; call: Call } | null }

/** Several stores and the model, driven through the same turns. */
export class Race {
  readonly #stores: Readonly<Record<string, Store>>
  readonly #users: readonly User[]
  #now = Date.parse('2026-03-01T09:00:00.000Z')

  constructor(stores: Readonly<Record<string, Store>>, spaceIds: readonly string[]) {
    this.#stores = stores
    this.#users = spaceIds.map((spaceId) => ({ spaceId, model: new Model(), last: null }))
  }

  /** Has the model and every store do the same, and compares what each of them answers. */
  async take(turn: Turn): Promise<void> {
    const user = this.#users[turn.user]
    if (!user) throw new Error('There are two users')
    if (turn.waits) this.#now += 1000
    if (turn.command.verb === 'repeat') return this.#repeat(user)
    const write = { ...turn.author, operationId: systemIds.uuid(), now: new Date(this.#now).toISOString() }
    const call = callOf(turn.command, user.model, write)
    const wanted = outcomeOfModel(call)
    for (const [name, store] of Object.entries(this.#stores)) {
      const found = await outcomeOfService(call.service(this.#service(store, user, turn.author)))
      expect({ store: name, ...found }).toEqual({ store: name, ...wanted })
      await compareCandidates(store, user.spaceId, user.model)
    }
    const isMade = user.model.operations.some(({ id }) => id === call.operationId)
    if (isMade) user.last = { turn, call }
  }

  /** The same call with the same operation id: it may answer, and changes nothing. */
  async #repeat(user: User): Promise<void> {
    if (!user.last) return
    for (const [name, store] of Object.entries(this.#stores)) {
      const todo = this.#service(store, user, user.last.turn.author)
      const outcome = await outcomeOfService(user.last.call.service(todo))
      if ('code' in outcome) expect({ store: name, ...outcome }).toMatchObject({ code: 'TASK_NOT_FOUND' })
    }
  }

  #service(store: Store, { spaceId }: User, author: Turn['author']): TaskService {
    const clock = { now: () => this.#now }
    return createTaskService(makeContext(store, { ...author, clock, scope: { spaceId, userId: spaceId } }))
  }

  async compare(limit: number): Promise<void> {
    for (const store of Object.values(this.#stores)) {
      for (const user of this.#users) {
        const todo = this.#service(store, user, { actor: 'user', client: 'cli' })
        await compareAll(todo, user.model, limit)
      }
    }
  }
}

/** What a call came to, in a form by which the model and a store are compared; the tasks are compared later. */
type Outcome =
  | { code: string; conflicts: readonly string[] }
  | { isRecorded: boolean; reverts: readonly string[] }

const sortedTexts = (values: readonly object[]): string[] =>
  values.map((value) => JSON.stringify(Object.entries(value).sort())).sort()

function outcomeOfModel(call: Call): Outcome {
  try {
    const made = call.model()
    if (made === null) return { isRecorded: false, reverts: [] }
    return 'touched' in made
      ? { isRecorded: true, reverts: made.reverts }
      : { isRecorded: false, reverts: made }
  } catch (error) {
    if (!(error instanceof ModelRefusal)) throw error
    return { code: error.code, conflicts: sortedTexts(error.conflicts) }
  }
}

async function outcomeOfService(answer: Promise<unknown>): Promise<Outcome> {
  try {
    const { operationId, reverts } = { operationId: null, reverts: [], ...Object(await answer) }
    return { isRecorded: operationId !== null, reverts }
  } catch (error) {
    if (!(error instanceof TodoError)) throw error
    const conflicts = error.conflicts.map(({ taskId: _taskId, ...conflict }) => conflict)
    return { code: error.code, conflicts: sortedTexts(conflicts) }
  }
}
