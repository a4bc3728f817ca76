import type { TaskEvent } from '@todo/core'
import { sameValue } from '@todo/core'
import { type BasedField, conflictFields, type Entry } from './entry.ts'
import type { ConflictNotice } from './types.ts'

type By = NonNullable<ConflictNotice['by']>

/** So many of the latest changes by others are remembered. */
const rememberedMax = 2_000

/** Sees where a write of this device went over what somebody else had done to the same field meanwhile. */
export class Conflicts {
  readonly #changes = new Map<string, By>()

  /** Takes events in order, and tells the conflicts among them. `entryOf` gives the write of this device. */
  take(events: readonly TaskEvent[], entryOf: (operationId: string) => Entry | undefined): ConflictNotice[] {
    return events.flatMap((event) => {
      const entry = entryOf(event.operationId)
      if (entry) return entry.based.flatMap((based) => this.#conflictIn(event, based) ?? [])
      this.#remember(event)
      return []
    })
  }

  #conflictIn(event: TaskEvent, { taskId, field, value }: BasedField): ConflictNotice | null {
    const change = event.changes[field]
    if (event.taskId !== taskId || !change || sameValue(change.from, value)) return null
    const by = this.#changes.get(keyOf(taskId, field))
    // Not what somebody else did: an earlier write of this device that was refused, say.
    if (!by) return null
    const { from: theirs, to: yours } = change
    const id = `${event.operationId}/${taskId}/${field}`
    return { kind: 'conflict', id, at: event.at, taskId, field, yours, theirs, by }
  }

  #remember({ taskId, changes, actor, client, at }: TaskEvent): void {
    for (const field of conflictFields) {
      if (!changes[field]) continue
      const key = keyOf(taskId, field)
      this.#changes.delete(key)
      this.#changes.set(key, { actor, client, at })
    }
    for (const key of this.#changes.keys()) {
      if (this.#changes.size <= rememberedMax) return
      this.#changes.delete(key)
    }
  }
}

const keyOf = (taskId: string, field: string): string => `${taskId}/${field}`
