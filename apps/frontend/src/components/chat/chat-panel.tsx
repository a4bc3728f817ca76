'use client'

import { type ComponentType, useEffect, useLayoutEffect, useState } from 'react'
import { useTexts } from '../../i18n/texts.tsx'
import { chatPanel, chatPanelId, closeChat, reopenChat } from '../../lib/chat-panel.ts'
import { whenIdle } from '../../lib/grammar.ts'
import { isAtChat, usePath } from '../../lib/navigation.ts'
import { useStore } from '../../lib/store.ts'

/** The chat beside the view where there is room, over it where there is less, and instead of it on a phone. */
export function ChatPanel() {
  const { views } = useTexts()
  const { isOpen } = useStore(chatPanel)
  const isPage = isAtChat(usePath())
  const [Loaded, setLoaded] = useState<ComponentType | null>(null)
  useEffect(reopenChat, [])
  useEffect(() => {
    const load = (): void => {
      // What cannot be had now is asked for again when it is opened, and once there is a connection.
      import('./panel-body.tsx').then(
        ({ PanelBody }) => setLoaded(() => PanelBody),
        () => {},
      )
    }
    if (!isOpen) {
      whenIdle(load)
      return
    }
    load()
    addEventListener('online', load)
    return () => removeEventListener('online', load)
  }, [isOpen])
  const isShown = isOpen && !isPage
  // By this attribute the rest of the page makes room.
  useLayoutEffect(() => {
    document.documentElement.toggleAttribute('data-chat', isShown)
    return () => document.documentElement.removeAttribute('data-chat')
  }, [isShown])
  if (!isShown) return null
  return (
    <section
      id={chatPanelId}
      aria-label={views.chat}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        // What lies over the chat is closed first.
        if (document.querySelector('dialog[open], :popover-open')) return
        event.preventDefault()
        closeChat()
      }}
      className="fixed inset-0 z-[4] flex bg-canvas desk:start-auto desk:w-96 desk:border-s desk:border-line desk:bg-raised desk:shadow-float wide:w-112 min-[80rem]:sticky min-[80rem]:top-0 min-[80rem]:z-0 min-[80rem]:h-dvh min-[80rem]:shrink-0 min-[80rem]:shadow-none"
    >
      {Loaded && <Loaded />}
    </section>
  )
}
