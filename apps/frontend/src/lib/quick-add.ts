import { type Draft, emptyDraft } from './quick-add-draft.ts'

const listeners = new Set<() => void>()
let isOpen = false
let kept: Draft = emptyDraft

/** Opens the dialog that adds tasks, over whatever is shown. `text` takes the place of what was left there. */
export function openQuickAdd(text?: string): void {
  if (text !== undefined) kept = { ...emptyDraft, text }
  show(true)
}

export const closeQuickAdd = (): void => show(false)

export const isQuickAddOpen = (): boolean => isOpen

export function onQuickAdd(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** What was typed and not added when the dialog was closed. */
export const keptDraft = (): Draft => kept

export function keepDraft(draft: Draft): void {
  kept = draft
}

function show(next: boolean): void {
  isOpen = next
  for (const listener of listeners) listener()
}
