import { initialPosition } from '../task/position.ts'
import type { Task } from '../task/task.ts'
import type { TaskEdit } from './change.ts'

/** A request that a client may send again under its key. Its answer is committed with what it writes. */
export type KeyedRequest<Result> = {
  key: string
  /** Tells this request from another one under the same key. */
  fingerprint: string
  /** The answer to a result whose new tasks stand as {@link openTasks} leaves them. */
  answer(result: Result): { status: number; body: string }
}

/**
 * The tasks that edits leave, before a store has numbered the new ones: the nth new task has the number -n and the
 * position `?n`, which no task ever has, so that {@link fillNumbers} finds them in a text.
 */
export function openTasks(edits: readonly TaskEdit[]): (Task | null)[] {
  let made = 0
  return edits.map(({ before, after }) => {
    if (before !== null || after === null) return after
    made += 1
    return { ...after, number: -made, position: `?${made}` }
  })
}

/**
 * Puts the numbers that new tasks were given into JSON that was written without them. Nothing that a person typed
 * can look like the members that are replaced: inside a text each quote has a backslash before it.
 */
export function fillNumbers(json: string, numbers: readonly number[]): string {
  const given = (place: string): number => numbers[Number(place) - 1] ?? 0
  return json
    .replace(/"number":-(\d+)/g, (_, place: string) => `"number":${given(place)}`)
    .replace(/"position":"\?(\d+)"/g, (_, place: string) => `"position":"${initialPosition(given(place))}"`)
}
