import type { Refused } from './call.ts'
import type { Entry } from './entry.ts'
import { Value } from './live.ts'
import type { Storage } from './storage.ts'
import type { Message } from './tabs.ts'
import type { Notice, RefusedNotice } from './types.ts'

export type NoticesInput = { storage: Promise<Storage>; post(message: Message): void }

/** What a person must be told, in every tab until it is dismissed in one. */
export class Notices {
  readonly live = new Value<readonly Notice[]>([])
  readonly #input: NoticesInput

  constructor(input: NoticesInput) {
    this.#input = input
  }

  find(id: string): Notice | undefined {
    return this.live.get().find((notice) => notice.id === id)
  }

  /** Tells what is kept already. */
  tell(notice: Notice): void {
    this.addHere([notice])
    this.#input.post({ type: 'notice', notice })
  }

  async tellAndKeep(notice: Notice): Promise<void> {
    this.tell(notice)
    await (await this.#input.storage).putNotice(notice)
  }

  async dismiss(noticeId: string): Promise<void> {
    this.dropHere(noticeId)
    this.#input.post({ type: 'dismissed', noticeId })
    await (await this.#input.storage).deleteNotice(noticeId)
  }

  addHere(notices: readonly Notice[]): void {
    if (notices.length === 0) return
    const all = new Map([...this.live.get(), ...notices].map((notice) => [notice.id, notice]))
    this.live.set([...all.values()].sort((left, right) => (left.at < right.at ? 1 : -1)))
  }

  dropHere(noticeId: string): void {
    this.live.set(this.live.get().filter(({ id }) => id !== noticeId))
  }

  clear(): void {
    this.live.set([])
  }
}

/** What is said of a write that was refused, and of the later ones that fell with it. */
export function refusedNotice(
  entry: Entry,
  fallen: readonly Entry[],
  { code, message, issues, conflicts }: Refused,
  at: string,
): RefusedNotice {
  const { operationId, kind, taskIds } = entry
  return {
    kind: 'refused',
    id: operationId,
    at,
    write: { kind, at: entry.at, taskIds },
    texts: [entry, ...fallen].flatMap(({ texts }) => texts),
    code,
    message,
    issues,
    conflicts,
    fallen: fallen.length,
  }
}
