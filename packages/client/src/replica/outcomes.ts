import type { Outcome } from './types.ts'

/** So many that have ended are remembered, so that what is still on its way here does not bring them back. */
const rememberedMax = 1_000

/** How the writes of this page end. */
export class Outcomes {
  readonly #open = new Map<string, PromiseWithResolvers<Outcome>>()
  readonly #ended = new Map<string, Outcome>()

  of(operationId: string): Promise<Outcome> {
    const ended = this.#ended.get(operationId)
    if (ended) return Promise.resolve(ended)
    const open = this.#open.get(operationId) ?? Promise.withResolvers<Outcome>()
    this.#open.set(operationId, open)
    return open.promise
  }

  hasEnded(operationId: string): boolean {
    return this.#ended.has(operationId)
  }

  end(operationId: string, outcome: Outcome): void {
    if (this.#ended.has(operationId)) return
    this.#ended.set(operationId, outcome)
    this.#open.get(operationId)?.resolve(outcome)
    this.#open.delete(operationId)
    const [oldest] = this.#ended.keys()
    if (this.#ended.size > rememberedMax && oldest !== undefined) this.#ended.delete(oldest)
  }
}
