import { isAtChat } from './navigation.ts'
import { newStore } from './store.ts'

/** `wanted` counts how often somebody wanted to write: the field then gets the focus. */
type ChatPanel = { isOpen: boolean; wanted: number }

const key = 'todo.chat'

/** Whether the chat stands beside the view. It stays while views change, and over a reload of this tab. */
export const chatPanel = newStore<ChatPanel>({ isOpen: false, wanted: 0 })

/** The element of the panel, for what says that it opens it. */
export const chatPanelId = 'chat'

/** What had the focus before, which gets it back. */
let opener: Element | null = null

/** Opens the chat, or goes on writing where it is open. */
export function openChat(): void {
  const { isOpen, wanted } = chatPanel.get()
  if (!isOpen) opener = document.activeElement
  set({ isOpen: isOpen || !isAtChat(), wanted: wanted + 1 })
}

export function closeChat(): void {
  set({ ...chatPanel.get(), isOpen: false })
  if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
  opener = null
}

export const toggleChat = (): void => {
  if (chatPanel.get().isOpen && !isAtChat()) closeChat()
  else openChat()
}

/** Opens it again where it was open before this tab was loaded anew; the focus stays where it is. */
export function reopenChat(): void {
  try {
    if (sessionStorage.getItem(key) === 'open') chatPanel.set({ ...chatPanel.get(), isOpen: true })
  } catch {
    // Then it is opened by hand.
  }
}

function set(panel: ChatPanel): void {
  chatPanel.set(panel)
  try {
    if (panel.isOpen) sessionStorage.setItem(key, 'open')
    else sessionStorage.removeItem(key)
  } catch {
    // Then it holds for this page.
  }
}
