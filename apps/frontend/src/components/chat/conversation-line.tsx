'use client'

import { useQueryClient } from '@tanstack/react-query'
import type { ConversationWire } from '@todo/core/schemas'
import { Ellipsis } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import { useChatTexts } from '../../i18n/chat-texts.ts'
import { useTexts } from '../../i18n/texts.tsx'
import { forgetConversation } from '../../lib/chat/conversations.ts'
import { chatApi } from '../../lib/chat/requests.ts'
import { tellTabs } from '../../lib/chat/tabs.ts'
import { say } from '../../lib/say.ts'
import { showToast } from '../../lib/toasts.ts'
import { classes } from '../../lib/utils.ts'
import { Confirm } from '../ui/confirm.tsx'
import { useSayMoment } from '../views/settings/use-say-moment.ts'
import { RenameConversation } from './rename-conversation.tsx'

type Props = { conversation: ConversationWire; isShown: boolean; onOpen(): void; onRemoved(): void }

const row = 'flex min-h-11 w-full items-center rounded-medium px-3 text-start hover:bg-hover desk:min-h-9'

/** One conversation, and what can be done with it. */
export function ConversationLine({ conversation, isShown, onOpen, onRemoved }: Props) {
  const { conversations: texts } = useChatTexts()
  const { actions } = useTexts()
  const queries = useQueryClient()
  const sayMoment = useSayMoment()
  const [asked, setAsked] = useState<'rename' | 'remove' | null>(null)
  const id = useId()
  const { id: conversationId, updated_at } = conversation
  const title = conversation.title || texts.untitled
  const changed = (): void => {
    tellTabs(conversationId)
    void queries.invalidateQueries({ queryKey: ['chat'] })
  }
  const remove = async (): Promise<void> => {
    try {
      await chatApi.remove(conversationId)
      say(texts.removed(title))
      forgetConversation(conversationId)
      onRemoved()
      tellTabs(conversationId)
      queries.removeQueries({ queryKey: ['chat', 'conversation', conversationId] })
      void queries.invalidateQueries({ queryKey: ['chat', 'conversations'] })
    } catch {
      showToast(actions.failed)
      say(actions.failed)
    }
  }
  const menuButton = (text: string, onClick: () => void): ReactNode => (
    <button
      type="button"
      onClick={() => {
        document.getElementById(id)?.hidePopover()
        onClick()
      }}
      className={row}
    >
      {text}
    </button>
  )
  return (
    <li className={classes('group flex items-center rounded-medium', isShown && 'bg-accent-soft')}>
      <button
        type="button"
        aria-current={isShown || undefined}
        onClick={onOpen}
        className="min-h-11 min-w-0 grow rounded-medium px-2 py-2 text-start hover:bg-hover"
      >
        <span dir="auto" className="block truncate">
          {title}
        </span>
        <time dateTime={updated_at} className="block text-small text-muted">
          {sayMoment(updated_at)}
        </time>
      </button>
      <button
        type="button"
        popoverTarget={id}
        aria-label={texts.menu(title)}
        className="grid size-11 shrink-0 place-items-center rounded-medium text-muted hover:text-ink"
        style={{ anchorName: `--${anchorOf(id)}` }}
      >
        <Ellipsis className="size-4.5" aria-hidden="true" />
      </button>
      <div
        id={id}
        popover="auto"
        style={{ positionAnchor: `--${anchorOf(id)}` }}
        className="m-0 w-56 rounded-large border border-line bg-raised p-1.5 text-ink shadow-float [inset:auto] [position-area:block-end_span-inline-start] [position-try-fallbacks:flip-block] not-supports-[position-area:block-end]:m-auto not-supports-[position-area:block-end]:[inset:0]"
      >
        {menuButton(texts.rename, () => setAsked('rename'))}
        {(['json', 'markdown'] as const).map((format) => (
          <a
            key={format}
            href={chatApi.exportAddress(conversationId, format)}
            download
            onClick={() => document.getElementById(id)?.hidePopover()}
            className={row}
          >
            {format === 'json' ? texts.exportJson : texts.exportMarkdown}
          </a>
        ))}
        {menuButton(texts.remove, () => setAsked('remove'))}
      </div>
      {asked === 'rename' && (
        <RenameConversation
          conversation={conversation}
          title={title}
          onChanged={changed}
          onClose={() => setAsked(null)}
        />
      )}
      {asked === 'remove' && (
        <Confirm
          title={texts.removeTitle(title)}
          confirm={texts.remove}
          onConfirm={() => void remove()}
          onClose={() => setAsked(null)}
        >
          <p>{texts.removeHint}</p>
        </Confirm>
      )}
    </li>
  )
}

/** Names in styles have no colons. */
const anchorOf = (id: string): string => id.replace(/[^\w-]/g, '')
