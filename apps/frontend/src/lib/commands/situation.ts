import type { Texts } from '../../i18n/en.ts'
import type { LocalTask } from '../../types/index.ts'
import type { AppTools } from '../app-tools.ts'
import { rowAround } from '../rows.ts'
import { selectedIds } from '../selection.ts'

export type CommandId = keyof Texts['keys']['commands']
export type CommandGroup = keyof Texts['keys']['groups']

/** What a command finds when it is asked for. */
export type Situation = AppTools & {
  /** The row that has the focus. */
  row: HTMLElement | null
  /** What a command is about: the tasks that are selected, else the one that has the focus. */
  ids: readonly string[]
}

export function situationNow(tools: AppTools): Situation {
  return situationAt(tools, rowAround(document.activeElement))
}

export function situationAt(tools: AppTools, row: HTMLElement | null): Situation {
  const selected = selectedIds()
  const focused = row?.dataset.task
  return { ...tools, row, ids: selected.size > 0 ? [...selected] : focused === undefined ? [] : [focused] }
}

/** From here on one look through all tasks is less than one look for each. */
const fewMax = 20

/** The tasks that a command is about, as far as they are still there. */
export function tasksOf({ replica, ids }: Situation): readonly LocalTask[] {
  if (ids.length > fewMax) {
    const wanted = new Set(ids)
    return replica
      .tasks()
      .get()
      .filter(({ id }) => wanted.has(id))
  }
  return ids.flatMap((id) => {
    const task = replica.task(id).get()
    return task && task.deletedAt === null ? [task] : []
  })
}
