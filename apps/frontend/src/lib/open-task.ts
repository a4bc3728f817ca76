import type { LocalTask } from '../types/index.ts'
import { navigate } from './navigation.ts'
import { taskAddress } from './task-address.ts'

/** Where the focus goes in a task that is opened: to its title to change it, or to its date. */
export type TaskPlace = 'title' | 'date'

type Wanted = { address: string; place: TaskPlace }

let wanted: Wanted | null = null
const listeners = new Set<() => void>()

/** Opens a task beside the view that is shown, or goes on in it where it is open. */
export function openTask(task: Pick<LocalTask, 'id' | 'number'>, place: TaskPlace): void {
  const address = taskAddress(task)
  wanted = { address, place }
  navigate(address)
  for (const listener of listeners) listener()
}

/** Whether somebody wanted to go to this place of the task that is shown; said once. */
export function takeWantedPlace(task: Pick<LocalTask, 'id' | 'number'>, place: TaskPlace): boolean {
  if (wanted?.place !== place || wanted.address !== taskAddress(task)) return false
  wanted = null
  return true
}

export function onPlaceWanted(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
