'use client'

import { ArrowDown } from 'lucide-react'
import { useRef } from 'react'
import { useChatTexts } from '../../i18n/chat-texts.ts'
import type { Conversation, Problem } from '../../lib/chat/conversation.ts'
import { type OpenedReplica, useConnection, useReplica } from '../../lib/replica.tsx'
import { useStore } from '../../lib/store.ts'
import { classes } from '../../lib/utils.ts'
import { Button } from '../ui/button.tsx'
import { Composer } from './composer.tsx'
import { ModelSign } from './model-sign.tsx'
import type { Place } from './place.ts'
import { useKeyboardInset } from './use-keyboard-inset.ts'
import type { ScrollEnd } from './use-scroll-end.ts'

type Props = { conversation: Conversation; place: Place; scroll: ScrollEnd }

/** Where one writes, and what is to be known before. It stays in sight, also above the keyboard of a phone. */
export function ChatFoot({ conversation, place, scroll }: Props) {
  const texts = useChatTexts()
  const { problem } = useStore(conversation.store)
  const replica = useReplica()
  const inset = useKeyboardInset()
  const foot = useRef<HTMLDivElement>(null)
  return (
    <div
      ref={foot}
      style={inset === 0 ? undefined : { [place === 'page' ? 'bottom' : 'paddingBottom']: `${inset}px` }}
      className={
        place === 'page'
          ? 'sticky bottom-[calc(3.5rem+env(safe-area-inset-bottom))] z-[3] -mx-5 bg-canvas px-5 pb-2 desk:bottom-0 desk:mx-0 desk:px-0 desk:pb-6'
          : 'relative shrink-0 px-4 pb-[max(0.75rem,env(safe-area-inset-bottom))]'
      }
    >
      <button
        type="button"
        onClick={() => {
          scroll.toEnd()
          // The button goes.
          foot.current?.querySelector('textarea')?.focus()
        }}
        className={classes(
          'absolute start-1/2 -top-13 min-h-11 -translate-x-1/2 items-center gap-1.5 rounded-full border border-line bg-raised px-4 text-small font-medium text-muted shadow-float hover:text-ink rtl:translate-x-1/2 desk:-top-11 desk:min-h-9',
          scroll.isAtEnd ? 'hidden' : 'inline-flex',
        )}
      >
        <ArrowDown className="size-4" aria-hidden="true" />
        {texts.toEnd}
      </button>
      {problem && <ProblemNotice problem={problem} onDismiss={conversation.settle} />}
      {replica && <Offline replica={replica} />}
      <Composer key={conversation.key} conversation={conversation} onSent={scroll.toEnd} />
      <ModelSign />
    </div>
  )
}

function ProblemNotice({ problem, onDismiss }: { problem: Problem; onDismiss(): void }) {
  const texts = useChatTexts()
  const { code, text } = problem
  // Of a limit the server knows best what there is to say.
  const said = code === 'RATE_LIMITED' ? text : (texts.problems[code] ?? texts.problems.other)
  return (
    <div
      role="alert"
      className="mb-2 flex items-start gap-2 rounded-medium bg-late-soft py-1.5 ps-3.5 pe-1.5 text-late"
    >
      <p dir="auto" className="min-w-0 grow py-1 break-words">
        {said}
      </p>
      <Button look="quiet" className="-my-1 shrink-0 text-late!" onClick={onDismiss}>
        {texts.dismiss}
      </Button>
    </div>
  )
}

function Offline({ replica }: { replica: OpenedReplica }) {
  const texts = useChatTexts()
  const isOffline = useConnection(replica) === 'offline'
  return (
    <div role="status">
      {isOffline && <p className="mb-2 rounded-medium bg-soon-soft px-3.5 py-2 text-soon">{texts.offline}</p>}
    </div>
  )
}
