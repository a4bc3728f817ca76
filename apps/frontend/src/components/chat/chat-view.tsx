'use client'

import { isUuid } from '@todo/core'
import { useEffect } from 'react'
import { showConversation } from '../../lib/chat/conversations.ts'
import { navigate, replaceAddress } from '../../lib/navigation.ts'
import { ServerState } from '../../lib/server-state.tsx'
import { MissingView } from '../views/missing-view.tsx'
import { Chat } from './chat.tsx'

const addressOf = (id: string | null): string => (id === null ? '/chat' : `/chat/${id}`)

/** The chat on a page of its own; each conversation has an address. */
export function ChatView({ id: written }: { id: string | null }) {
  const id = written?.toLowerCase() ?? null
  const isThere = id === null || isUuid(id)
  useEffect(() => {
    // Beside a view it goes on with the same one.
    if (isThere && id !== null) showConversation(id)
  }, [id, isThere])
  if (!isThere) return <MissingView />
  return (
    <ServerState>
      <Chat
        id={id}
        place="page"
        onShow={(next, isSame) => (isSame ? replaceAddress : navigate)(addressOf(next))}
      />
    </ServerState>
  )
}
