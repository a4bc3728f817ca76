import type { LocalSubscribers } from '../local.ts'

export type Query = (text: string, values: readonly unknown[]) => Promise<readonly unknown[][]>

const headsSql = 'SELECT space_id, next_seq - 1 FROM space_counters WHERE space_id = ANY ($1::uuid[])'

/**
 * Looks from time to time how far the log of each followed space is, and wakes readers that are behind: so a lost
 * notice costs time and nothing else. The looks become rare where nothing happens, and also show that the
 * connection still answers.
 */
export class HeadPoll {
  readonly #query: Query
  readonly #local: LocalSubscribers
  readonly #minMs: number
  readonly #maxMs: number
  #delayMs: number
  #timer: NodeJS.Timeout | null = null
  #isStopped = false

  constructor(query: Query, local: LocalSubscribers, { minMs, maxMs }: { minMs: number; maxMs: number }) {
    this.#query = query
    this.#local = local
    this.#minMs = minMs
    this.#maxMs = maxMs
    this.#delayMs = minMs
    this.#schedule()
  }

  /** Something happened, and the notice of what comes next may be lost: look soon. */
  expectMore(): void {
    if (this.#delayMs === this.#minMs) return
    this.#delayMs = this.#minMs
    this.#schedule()
  }

  stop(): void {
    this.#isStopped = true
    if (this.#timer) clearTimeout(this.#timer)
  }

  #schedule(): void {
    if (this.#timer) clearTimeout(this.#timer)
    if (this.#isStopped) return
    this.#timer = setTimeout(() => void this.#look(), this.#delayMs)
    this.#timer.unref()
  }

  async #look(): Promise<void> {
    const found = await this.#wakeBehind()
    this.#delayMs = found ? this.#minMs : Math.min(this.#delayMs * 2, this.#maxMs)
    this.#schedule()
  }

  /** A failed look has told the connection, which comes back with a look at everything. */
  async #wakeBehind(): Promise<boolean> {
    try {
      const heads = await this.#query(headsSql, [this.#local.spaceIds])
      const woken = heads.map(([spaceId, head]) => this.#local.wakeBehind(String(spaceId), Number(head)))
      return woken.includes(true)
    } catch {
      return false
    }
  }
}
