'use client'

import { useState } from 'react'
import { useChatTexts } from '../../i18n/chat-texts.ts'
import type { Conversation } from '../../lib/chat/conversation.ts'
import { useStore } from '../../lib/store.ts'
import { EmptyState } from '../layout/empty-state.tsx'
import { Button } from '../ui/button.tsx'
import { FailedLoad, LinesSkeleton } from '../ui/loads.tsx'
import { AssistantMessage } from './assistant-message.tsx'
import { useModel } from './model-sign.tsx'
import { PersonMessage } from './person-message.tsx'
import { Suggestions } from './suggestions.tsx'

type Props = { conversation: Conversation; onNew(): void }

/** What was said, and what is being said. */
export function Messages({ conversation, onNew }: Props) {
  const texts = useChatTexts()
  const { standing, said, older, phase } = useStore(conversation.store)
  const [edited, setEdited] = useState<string | null>(null)
  if (standing === 'loading') return <LinesSkeleton label={texts.loading} />
  if (standing === 'failed')
    return <FailedLoad title={texts.failed} onRetry={() => void conversation.load()} />
  if (standing === 'missing') {
    return (
      <EmptyState title={texts.missing}>
        <Button onClick={onNew}>{texts.new}</Button>
      </EmptyState>
    )
  }
  if (said.length === 0) return <Beginning conversation={conversation} />
  const last = said.at(-1)
  return (
    <>
      {older !== null && (
        <div className="flex justify-center pb-4">
          <Button look="quiet" onClick={() => void conversation.loadOlder()}>
            {texts.older}
          </Button>
        </div>
      )}
      <ol aria-label={texts.messages} aria-busy={phase !== 'idle'} className="space-y-6">
        {said.map((each) => (
          <li key={each.key}>
            {each.by === 'person' ? (
              <PersonMessage
                said={each}
                isEdited={edited === each.key}
                isIdle={phase === 'idle'}
                onEdit={() => setEdited(each.key)}
                onEnd={() => setEdited(null)}
                onSend={(text) => conversation.send(text, each.id ?? undefined)}
              />
            ) : (
              <AssistantMessage
                said={each}
                isLast={each === last}
                phase={phase}
                onDecide={conversation.decide}
                onRetry={() => void conversation.retry()}
              />
            )}
          </li>
        ))}
      </ol>
    </>
  )
}

function Beginning({ conversation }: { conversation: Conversation }) {
  const { phase } = useStore(conversation.store)
  const model = useModel()
  return (
    <Suggestions
      isBusy={phase !== 'idle'}
      isEnglishOnly={model?.kind !== 'openai' && model?.kind !== 'compatible'}
      onChoose={conversation.send}
    />
  )
}
