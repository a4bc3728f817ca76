import { compareText, type TagCount } from '@todo/core'
import { Value } from './live.ts'
import type { TaskChanges } from './shown.ts'
import type { LocalTask } from './types.ts'

/** How many tasks outside the trash have each tag, kept so by what changes. */
export class TagsView {
  readonly #counts = new Map<string, { open: number; total: number }>()
  readonly live: Value<readonly TagCount[]>

  constructor(tasks: ReadonlyMap<string, LocalTask>) {
    for (const task of tasks.values()) this.#count(task, 1)
    this.live = new Value(this.#listed())
  }

  update(changes: TaskChanges): (() => void) | null {
    let isTouched = false
    for (const { before, after } of changes.values()) {
      isTouched ||= standing(before) !== standing(after)
      if (before) this.#count(before, -1)
      if (after) this.#count(after, 1)
    }
    return isTouched ? () => this.live.set(this.#listed()) : null
  }

  /** It is cheap to keep, and the list of tags shows it all the time. */
  isFollowed(): boolean {
    return true
  }

  #count({ tags, status, deletedAt }: LocalTask, by: 1 | -1): void {
    if (deletedAt !== null) return
    for (const tag of tags) {
      const { open, total } = this.#counts.get(tag) ?? { open: 0, total: 0 }
      this.#counts.set(tag, { open: open + (status === 'done' ? 0 : by), total: total + by })
    }
  }

  #listed(): readonly TagCount[] {
    return [...this.#counts]
      .flatMap(([tag, { open, total }]) => (total > 0 ? [{ tag, open, total }] : []))
      .sort((left, right) => compareText(left.tag, right.tag))
  }
}

/** What of a task the counts depend on. */
const standing = (task: LocalTask | undefined): string =>
  task && task.deletedAt === null ? `${task.status === 'done'} ${task.tags.join(' ')}` : ''
