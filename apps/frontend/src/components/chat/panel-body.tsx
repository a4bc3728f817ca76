'use client'

import { showConversation, shownConversation } from '../../lib/chat/conversations.ts'
import { ServerState } from '../../lib/server-state.tsx'
import { useStore } from '../../lib/store.ts'
import { Chat } from './chat.tsx'

/** The chat as it stands beside views. */
export function PanelBody() {
  return (
    <ServerState>
      <Chat id={useStore(shownConversation)} place="panel" onShow={showConversation} />
    </ServerState>
  )
}
