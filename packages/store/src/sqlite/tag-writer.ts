import type { TagCount, Task } from '@todo/core'
import type { SqliteFile } from './file.ts'

type Moved = Omit<TagCount, 'tag'> & { trash: number }

/** Keeps the tags of tasks and their counts in step with the tasks of one change. */
export class TagWriter {
  readonly #file: SqliteFile
  readonly #space: number
  readonly #moved = new Map<string, Moved>()

  constructor(file: SqliteFile, space: number) {
    this.#file = file
    this.#space = space
  }

  move(key: number, before: Task | null, after: Task | null): void {
    this.#count(before, -1)
    this.#count(after, 1)
    for (const tag of missingFrom(after, before)) {
      this.#file.run(
        'DELETE FROM task_tags WHERE space = ? AND tag = ? AND task_key = ?',
        this.#space,
        tag,
        key,
      )
    }
    for (const tag of missingFrom(before, after)) {
      this.#file.run('INSERT INTO task_tags (space, tag, task_key) VALUES (?, ?, ?)', this.#space, tag, key)
    }
  }

  #count(task: Task | null, by: 1 | -1): void {
    for (const tag of task?.tags ?? []) {
      const moved = this.#moved.get(tag) ?? { open: 0, total: 0, trash: 0 }
      this.#moved.set(tag, moved)
      if (task?.deletedAt !== null) moved.trash += by
      else {
        moved.total += by
        if (task.status !== 'done') moved.open += by
      }
    }
  }

  /** Writes the counts, once for each tag. */
  flush(): void {
    for (const [tag, { open, total, trash }] of this.#moved) {
      if (open === 0 && total === 0 && trash === 0) continue
      this.#file.run(
        `INSERT INTO tag_counts (space, tag, open, total, trash) VALUES (?, ?, ?, ?, ?)
          ON CONFLICT (space, tag) DO UPDATE SET
            open = open + excluded.open, total = total + excluded.total, trash = trash + excluded.trash`,
        ...[this.#space, tag, open, total, trash],
      )
      this.#file.run(
        'DELETE FROM tag_counts WHERE space = ? AND tag = ? AND total = 0 AND trash = 0',
        this.#space,
        tag,
      )
    }
  }
}

/** The tags of `second` that `first` has not. */
function missingFrom(first: Task | null, second: Task | null): string[] {
  return [...new Set(second?.tags ?? [])].filter((tag) => !first?.tags.includes(tag))
}
