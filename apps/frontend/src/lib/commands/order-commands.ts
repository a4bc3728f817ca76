import type { Place } from '@todo/client/replica'
import type { LocalTask } from '../../types/index.ts'
import { factsOf, listAround, rowOf } from '../rows.ts'
import { say } from '../say.ts'
import { moveTo, shiftDays } from '../task-actions.ts'
import { type Situation, tasksOf } from './situation.ts'

/**
 * Between which two a block of tasks comes to stand that moves one place up or down in its list; `null` where it is
 * at the end already. What lies between the tasks of the block is passed by; they come together.
 */
export function placeBeside(
  tasks: readonly LocalTask[],
  block: ReadonlySet<string>,
  step: 1 | -1,
): (Place & { index: number }) | null {
  const isMoved = ({ id }: LocalTask): boolean => block.has(id)
  const edge = step < 0 ? tasks.findIndex(isMoved) : tasks.findLastIndex(isMoved)
  const passed = tasks[edge + step]
  if (edge < 0 || !passed) return null
  const others = tasks.filter((task) => !isMoved(task))
  const index = others.indexOf(passed) + (step < 0 ? 0 : 1)
  return { index, after: others[index - 1]?.id ?? null, before: others[index]?.id ?? null }
}

export function moveInList(at: Situation, step: 1 | -1): void {
  const { texts, ids } = at
  const [first] = ids
  const list = factsOf(listAround(at.row ?? (first === undefined ? null : rowOf(first))))
  if (!list?.isByHand) {
    say(texts.keys.order.notHere)
    return
  }
  const block = new Set(ids)
  const moved = list.tasks.filter(({ id }) => block.has(id))
  const place = placeBeside(list.tasks, block, step)
  if (moved.length === 0) return
  if (!place) {
    say(step < 0 ? texts.keys.order.first : texts.keys.order.last)
    return
  }
  const { index, ...between } = place
  moveTo(at, moved, between, texts.keys.order.at(index + 1, list.tasks.length))
}

/** Moves what has a date by a day, each from its own. */
export const moveByDay = (at: Situation, days: 1 | -1): void => shiftDays(at, tasksOf(at), days)
