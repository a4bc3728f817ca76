import type { RefusedNotice } from '@todo/client/replica'
import { newStore } from './store.ts'

/** What was just done, for a while. */
export type Toast = {
  id: number
  text: string
  /** Takes what was done back, or does it again; by the operation's id. */
  offer: { kind: 'undo' | 'redo'; operationId: string } | null
}

/** The latest; each new one takes its place. */
export const toast = newStore<Toast | null>(null)

/** Refusals that the replica itself does not keep: those that it threw. */
export const ownNotices = newStore<readonly RefusedNotice[]>([])

let count = 0

/** It comes after the frame that shows what was done. */
export function showToast(text: string, offer: Toast['offer'] = null): void {
  setTimeout(() => {
    count += 1
    toast.set({ id: count, text, offer })
  })
}

/** Takes it away, unless another one has taken its place. */
export function hideToast(id: number): void {
  if (toast.get()?.id === id) toast.set(null)
}

export function addOwnNotice(notice: RefusedNotice): void {
  ownNotices.set([notice, ...ownNotices.get().filter(({ id }) => id !== notice.id)])
}

export const dismissOwnNotice = (id: string): void =>
  ownNotices.set(ownNotices.get().filter((notice) => notice.id !== id))
