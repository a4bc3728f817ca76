import { newStore, useStore } from './store.ts'

const none: ReadonlySet<string> = new Set()

/** The tasks that the next change is about, by id. They belong to the view that is shown. */
const selected = newStore(none)

/** Where a range begins: the task that was selected last. */
let anchor: string | null = null

export const selectedIds = (): ReadonlySet<string> => selected.get()
export const useSelectedIds = (): ReadonlySet<string> => useStore(selected)

export function select(ids: Iterable<string>): void {
  const all = new Set(ids)
  selected.set(all.size === 0 ? none : all)
  if (all.size === 0) anchor = null
  // By this attribute every row shows its box: a matter of style, so that no row is made anew for it.
  document.documentElement.toggleAttribute('data-selecting', all.size > 0)
}

export function toggleSelected(id: string): void {
  const all = new Set(selected.get())
  if (!all.delete(id)) all.add(id)
  select(all)
  anchor = id
}

/** Selects all from the one that was selected last to this one, in the order in which they are shown. */
export function selectRangeTo(id: string, shown: readonly string[]): void {
  const [from, to] = [shown.indexOf(anchor ?? id), shown.indexOf(id)]
  const kept = from < 0 ? id : (anchor ?? id)
  const range = from < 0 ? [id] : shown.slice(Math.min(from, to), Math.max(from, to) + 1)
  select([...selected.get(), ...range])
  anchor = kept
}

export const clearSelection = (): void => select([])
