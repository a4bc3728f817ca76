import { newStore } from '../store.ts'
import { type Conversation, openConversation } from './conversation.ts'
import { onTabs } from './tabs.ts'

const key = 'todo.conversation'
const open = new Map<string, Conversation>()
let fresh: Conversation | null = null

/** The conversation that is shown beside views: the one that was shown last, over a reload of this tab. */
export const shownConversation = newStore<string | null>(kept())

function kept(): string | null {
  try {
    return sessionStorage.getItem(key)
  } catch {
    // Then a new one is begun.
    return null
  }
}

export function showConversation(id: string | null): void {
  shownConversation.set(id)
  try {
    if (id === null) sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, id)
  } catch {
    // Then it holds for this page.
  }
}

/** The conversation of an id; without one that which has not begun yet. */
export function conversationOf(id: string | null): Conversation {
  const known = id === null ? fresh : open.get(id)
  if (known) return known
  const made = openConversation(id, (named) => {
    if (fresh === made) fresh = null
    open.set(named, made)
  })
  if (id === null) fresh = made
  else open.set(id, made)
  void made.sync()
  return made
}

/** It was deleted. */
export function forgetConversation(id: string): void {
  open.get(id)?.close()
  open.delete(id)
  if (shownConversation.get() === id) showConversation(null)
}

if (typeof window !== 'undefined') {
  onTabs((id) => {
    if (id !== null) void open.get(id)?.sync()
  })
  // Elsewhere something may have been said meanwhile.
  const look = (): void => {
    for (const conversation of open.values()) {
      if (conversation.store.get().standing !== 'missing') void conversation.sync()
    }
  }
  addEventListener('focus', look)
  addEventListener('online', look)
}
