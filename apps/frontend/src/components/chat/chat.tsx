'use client'

import { useEffect, useLayoutEffect, useState } from 'react'
import { useChatTexts } from '../../i18n/chat-texts.ts'
import type { Conversation } from '../../lib/chat/conversation.ts'
import { conversationOf } from '../../lib/chat/conversations.ts'
import { plainText } from '../../lib/chat/plain-text.ts'
import { useReplica } from '../../lib/replica.tsx'
import { say } from '../../lib/say.ts'
import { useStore } from '../../lib/store.ts'
import { classes } from '../../lib/utils.ts'
import { LinesSkeleton } from '../ui/loads.tsx'
import { ChatFoot } from './chat-foot.tsx'
import { ChatHead } from './chat-head.tsx'
import { Conversations } from './conversations.tsx'
import { Messages } from './messages.tsx'
import type { Place } from './place.ts'
import { useScrollEnd } from './use-scroll-end.ts'

type Props = {
  /** The conversation; `null` for one that has not begun. */
  id: string | null
  place: Place
  /** Another one is wanted; `isSame`: this one has its id now. */
  onShow(id: string | null, isSame?: boolean): void
}

/** What people and the assistant say to each other, and the conversations before. */
export function Chat({ id, place, onShow }: Props) {
  const texts = useChatTexts()
  // The server writes the page without any of it.
  if (!useReplica()) return <LinesSkeleton label={texts.loading} />
  return <OpenChat id={id} place={place} onShow={onShow} />
}

function OpenChat({ id, place, onShow }: Props) {
  const [isHistory, setIsHistory] = useState(false)
  const conversation = useConversation(id)
  const state = useStore(conversation.store)
  const named = state.id
  useAnnouncing(conversation)
  useEffect(() => {
    if (id === null && named !== null) onShow(named, true)
  }, [id, named, onShow])
  const scroll = useScrollEnd(place)
  const { toEnd } = scroll
  // biome-ignore lint/correctness/useExhaustiveDependencies: another conversation, or the same one again, begins at its end
  useLayoutEffect(toEnd, [toEnd, conversation, isHistory])
  const show = (next: string | null): void => {
    setIsHistory(false)
    if (next !== id) onShow(next)
  }
  const isPage = place === 'page'
  return (
    <div
      data-chatting
      className={classes(
        'flex w-full flex-col',
        isPage ? '-mb-40 min-h-[calc(100dvh-2rem)] desk:-mb-28 desk:min-h-[calc(100dvh-3.5rem)]' : 'min-h-0',
      )}
    >
      <ChatHead
        id={named}
        place={place}
        isHistory={isHistory}
        onHistory={() => setIsHistory(!isHistory)}
        onNew={() => show(null)}
      />
      <div
        ref={scroll.scroller}
        className={isPage ? 'grow' : 'relative min-h-0 grow overflow-y-auto overscroll-contain px-5'}
      >
        {isHistory && <Conversations shown={named} onShow={show} />}
        <div ref={scroll.content} hidden={isHistory} className="pb-6">
          <Messages key={conversation.key} conversation={conversation} onNew={() => show(null)} />
        </div>
      </div>
      {!isHistory && state.standing === 'ready' && (
        <ChatFoot conversation={conversation} place={place} scroll={scroll} />
      )}
    </div>
  )
}

/** One that gets its id while it is shown stays the same. */
function useConversation(id: string | null): Conversation {
  const [held, hold] = useState(() => ({ id, conversation: conversationOf(id) }))
  if (held.id === id) return held.conversation
  const next = { id, conversation: conversationOf(id) }
  hold(next)
  return next.conversation
}

/** What was answered is read out once, when all of it is there. */
function useAnnouncing(conversation: Conversation): void {
  const texts = useChatTexts()
  useEffect(
    () =>
      conversation.onTold(({ text, approvals }) => {
        const asked = approvals.flatMap(({ state, summary }) => (state === 'pending' ? [summary] : []))
        const waiting = asked.length === 0 ? [] : [`${texts.approval.title}: ${asked.join(', ')}`]
        say(texts.answered([plainText(text), ...waiting].filter(Boolean).join(' ')))
      }),
    [conversation, texts],
  )
}
