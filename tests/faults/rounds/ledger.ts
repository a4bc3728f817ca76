import type { Write } from './writes.ts'

/** What a write was answered with, in the end. */
export type Answer = {
  status: number
  /** The operation that the answer names; `null` where it names none. */
  operationId: string | null
  /** It had been carried out before, and this was a repeat. */
  replayed: boolean
  text: string
}

export type Entry = Answer & {
  write: Write
  /** How often it was sent until it was answered. */
  attempts: number
}

/** All that was acknowledged, in the order in which the answers came. */
export class Ledger {
  readonly entries: Entry[] = []
  readonly #waiting: { count: number; resolve: () => void }[] = []

  record(entry: Entry): void {
    this.entries.push(entry)
    for (const { count, resolve } of this.#waiting) if (this.entries.length >= count) resolve()
  }

  /** Settles once so many answers are there. */
  until(count: number): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push({ count, resolve })
      if (this.entries.length >= count) resolve()
    })
  }
}
