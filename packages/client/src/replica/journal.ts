import type { Entry } from './entry.ts'

/** Of `localStorage` what is used here. */
export type SyncStorage = {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
  keys(): readonly string[]
}

/**
 * Writes between the moment they are made and the moment the device has them. A page that goes at the last key has no
 * time for a transaction, but for this; the next page that opens takes over what stands here.
 */
export class Journal {
  readonly #storage: SyncStorage
  readonly #prefix: string

  constructor(storage: SyncStorage, prefix: string) {
    this.#storage = storage
    this.#prefix = `${prefix}/`
  }

  add(entry: Entry): void {
    tried(() => this.#storage.setItem(this.#prefix + entry.operationId, JSON.stringify(entry)))
  }

  remove(operationId: string): void {
    tried(() => this.#storage.removeItem(this.#prefix + operationId))
  }

  all(): Entry[] {
    const texts = tried(() => this.#keys().map((key) => this.#storage.getItem(key))) ?? []
    const entries = texts.flatMap((text) => (text === null ? [] : [entryIn(text)]))
    return entries.sort((left, right) => (left.operationId < right.operationId ? -1 : 1))
  }

  clear(): void {
    tried(() => {
      for (const key of this.#keys()) this.#storage.removeItem(key)
    })
  }

  #keys(): string[] {
    return this.#storage.keys().filter((key) => key.startsWith(this.#prefix))
  }
}

/** What was written by {@link Journal.add}. */
const entryIn = (text: string): Entry => JSON.parse(text)

/** A browser may refuse storage, or have it full: then there is just no journal. */
function tried<Of>(act: () => Of): Of | null {
  try {
    return act()
  } catch {
    return null
  }
}
