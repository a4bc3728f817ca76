import { isUuid, type TaskRef } from '@todo/core'
import type { LocalTask } from '../types/index.ts'

/** A task that has no number yet, as it was made offline, goes by its id. */
export const taskAddress = ({ id, number }: Pick<LocalTask, 'id' | 'number'>): string =>
  `/tasks/${number ?? id}`

/** What an address calls its task; `null` where it is the address of something else. */
export const taskNameIn = (href: string): string | null => /^\/tasks\/([^/?#]+)/.exec(href)?.[1] ?? null

/** The task that a name in an address can mean. */
export function taskRefOf(name: string): TaskRef | null {
  if (/^[1-9]\d{0,14}$/.test(name)) return Number(name)
  const id = name.toLowerCase()
  return isUuid(id) ? id : null
}
