'use client'

import { RotateCcw } from 'lucide-react'
import { useChatTexts } from '../../i18n/chat-texts.ts'
import type { ConversationState } from '../../lib/chat/conversation.ts'
import type { AssistantSaid } from '../../lib/chat/said.ts'
import { Button } from '../ui/button.tsx'
import { AnswerText } from './answer-text.tsx'
import { ApprovalCard } from './approval-card.tsx'
import { ToolCard } from './tool-card.tsx'

type Props = {
  said: AssistantSaid
  isLast: boolean
  phase: ConversationState['phase']
  onDecide(approvalId: string, approved: boolean): Promise<boolean>
  onRetry(): void
}

/** What the assistant did, what it says about it, and what it asks. */
export function AssistantMessage({ said, isLast, phase, onDecide, onRetry }: Props) {
  const texts = useChatTexts()
  const { text, calls, approvals, state } = said
  const isRunning = state === 'running'
  // Why is mostly said in the text itself.
  const hasBroken = state === 'failed' || state === 'stopped'
  const isSilent = isRunning && text === ''
  return (
    <div className="space-y-3">
      <p className="sr-only">{texts.assistant}:</p>
      {calls.map((call) => (
        <ToolCard key={call.call_id} call={call} />
      ))}
      {text !== '' && <AnswerText text={text} calls={calls} isGrowing={isRunning} />}
      {approvals.map((approval) => (
        <ApprovalCard
          key={approval.approval_id}
          approval={approval}
          isIdle={phase === 'idle'}
          onDecide={(approved) => onDecide(approval.approval_id, approved)}
        />
      ))}
      {isSilent && phase !== 'lost' && <Thinking />}
      {isRunning && phase === 'lost' && <p className="text-small text-soon">{texts.states.lost}</p>}
      {hasBroken && text === '' && <p className="text-muted">{texts.states[state]}</p>}
      {hasBroken && isLast && phase === 'idle' && (
        <Button look="outline" onClick={onRetry}>
          <RotateCcw className="size-4 rtl:-scale-x-100" aria-hidden="true" />
          {texts.retry}
        </Button>
      )}
    </div>
  )
}

function Thinking() {
  const texts = useChatTexts()
  return (
    <p className="flex items-center gap-2 text-muted">
      <span
        aria-hidden="true"
        className="size-2 animate-pulse rounded-full bg-accent motion-reduce:animate-none"
      />
      {texts.thinking}
    </p>
  )
}
