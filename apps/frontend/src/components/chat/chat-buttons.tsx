'use client'

import { MessageCircle } from 'lucide-react'
import { useTexts } from '../../i18n/texts.tsx'
import { chatPanel, chatPanelId, openChat, toggleChat } from '../../lib/chat-panel.ts'
import { isAtChat, usePathIs } from '../../lib/navigation.ts'
import { useStore } from '../../lib/store.ts'
import { classes } from '../../lib/utils.ts'

/** Opens the chat beside the view, and closes it; on the chat's own page it leads to the field. */
export function SidebarChat() {
  const { views } = useTexts()
  const isPage = usePathIs(isAtChat)
  const isOpen = useStore(chatPanel).isOpen && !isPage
  return (
    <button
      type="button"
      aria-current={isPage ? 'page' : undefined}
      aria-expanded={isPage ? undefined : isOpen}
      aria-controls={isOpen ? chatPanelId : undefined}
      aria-keyshortcuts="c"
      onClick={toggleChat}
      className={classes(
        'mt-0.5 flex h-9 shrink-0 items-center gap-3 rounded-medium px-2.5 transition-colors',
        isOpen || isPage ? 'font-medium text-ink' : 'text-muted hover:bg-hover hover:text-ink',
        isPage && 'bg-accent-soft',
      )}
    >
      <MessageCircle
        className={classes('size-4.5', (isOpen || isPage) && 'text-accent')}
        aria-hidden="true"
      />
      {views.chat}
    </button>
  )
}

/** In the menu of what the bar at the bottom has no room for. */
export function MenuChat({ className }: { className: string }) {
  const { views } = useTexts()
  const isPage = usePathIs(isAtChat)
  return (
    <button
      type="button"
      aria-current={isPage ? 'page' : undefined}
      onClick={({ currentTarget }) => {
        currentTarget.parentElement?.hidePopover()
        openChat()
      }}
      className={className}
    >
      <MessageCircle className="size-5 text-muted" aria-hidden="true" />
      {views.chat}
    </button>
  )
}
