import type { Task, TaskRef } from '@todo/core'
import { type Database, hot, type Statement } from './database.ts'
import { taskColumns, tasksOf } from './task-rows.ts'

type Wanted = {
  spaceId: string
  ref: TaskRef
  resolve(task: Task | null): void
  reject(error: unknown): void
}

/**
 * Loads single tasks. Those that are asked for in one turn of the event loop, by whomever, come by one statement: on a
 * server with much to do a round trip costs more than all the rest of reading a task.
 */
export class TaskLoader {
  readonly #database: Database
  readonly #key: 'id' | 'number'
  readonly #one: Statement
  readonly #several: Statement
  #waiting: Wanted[] = []

  constructor(database: Database, key: 'id' | 'number') {
    const type = key === 'id' ? 'uuid' : 'int'
    const columns = taskColumns.split(', ').map((column) => `tasks.${column}`)
    this.#database = database
    this.#key = key
    this.#one = hot(`SELECT ${taskColumns} FROM tasks WHERE space_id = $1::uuid AND ${key} = $2::${type}`)
    this.#several = hot(`SELECT ${columns.join(', ')}, tasks.space_id
      FROM unnest($1::uuid[], $2::${type}[]) AS wanted (space_id, ref)
      JOIN tasks ON tasks.space_id = wanted.space_id AND tasks.${key} = wanted.ref`)
  }

  /** The task by its reference, or `null`. */
  load(spaceId: string, ref: TaskRef): Promise<Task | null> {
    const { promise, resolve, reject } = Promise.withResolvers<Task | null>()
    if (this.#waiting.push({ spaceId, ref, resolve, reject }) === 1)
      setImmediate(() => void this.#loadWaiting())
    return promise
  }

  async #loadWaiting(): Promise<void> {
    const wanted = this.#waiting
    this.#waiting = []
    try {
      const found = await this.#find(wanted)
      for (const { spaceId, ref, resolve } of wanted) resolve(found.get(nameOf(spaceId, ref)) ?? null)
    } catch (error) {
      for (const { reject } of wanted) reject(error)
    }
  }

  async #find(wanted: readonly Wanted[]): Promise<Map<string, Task>> {
    const [first] = wanted
    if (first && wanted.length === 1) {
      const [task] = tasksOf(await this.#database.query(this.#one, [first.spaceId, first.ref]))
      return new Map(task ? [[nameOf(first.spaceId, first.ref), task]] : [])
    }
    const values = [wanted.map(({ spaceId }) => spaceId), wanted.map(({ ref }) => ref)]
    const rows = await this.#database.query(this.#several, values)
    return new Map(
      tasksOf(rows).map((task, index) => [nameOf(rows[index]?.at(-1) ?? '', task[this.#key]), task]),
    )
  }
}

/** A reference means something only within its space. */
const nameOf = (spaceId: string, ref: TaskRef): string => `${spaceId} ${ref}`
