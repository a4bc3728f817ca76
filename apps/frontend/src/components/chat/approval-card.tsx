'use client'

import { CircleCheck, CircleSlash2, Hand } from 'lucide-react'
import { useRef, useState } from 'react'
import { useChatTexts } from '../../i18n/chat-texts.ts'
import type { Approval } from '../../lib/chat/said.ts'
import { classes } from '../../lib/utils.ts'
import { Button } from '../ui/button.tsx'

type Props = { approval: Approval; isIdle: boolean; onDecide(approved: boolean): Promise<boolean> }

/** What the assistant may not do by itself: the person says yes or no, here or by a word. */
export function ApprovalCard({ approval, isIdle, onDecide }: Props) {
  const { approval: texts, tool } = useChatTexts()
  const { state, summary } = approval
  const [isSent, setIsSent] = useState(false)
  const card = useRef<HTMLElement>(null)
  const isPending = state === 'pending'
  const isHeld = !isIdle || isSent
  const decide = async (approved: boolean): Promise<void> => {
    if (isHeld) return
    setIsSent(true)
    // The buttons go; the focus stays with what they were about.
    card.current?.focus()
    await onDecide(approved)
    setIsSent(false)
  }
  return (
    <article
      ref={card}
      tabIndex={-1}
      aria-label={`${isPending ? texts.title : texts[state]}: ${summary}`}
      className={classes(
        'rounded-medium border',
        isPending ? 'border-soon bg-soon-soft p-3.5' : 'border-line bg-canvas px-3 py-2',
      )}
    >
      <Standing state={state} />
      <p dir="auto" className={classes('break-words', isPending ? 'mt-1 font-medium' : 'text-small')}>
        {summary}
      </p>
      {isPending && (
        <>
          <details className="mt-1">
            <summary className="min-h-11 cursor-pointer rounded-small text-small text-muted desk:min-h-8">
              {tool.details}
            </summary>
            <pre
              dir="auto"
              className="max-h-60 overflow-y-auto font-mono text-tiny break-words whitespace-pre-wrap"
            >
              {JSON.stringify(approval.arguments, null, 2)}
            </pre>
          </details>
          <div className="mt-2 flex flex-wrap gap-2">
            <Button
              aria-disabled={isHeld || undefined}
              aria-label={texts.approveOf(summary)}
              onClick={() => void decide(true)}
            >
              {texts.approve}
            </Button>
            <Button
              look="outline"
              aria-disabled={isHeld || undefined}
              aria-label={texts.refuseOf(summary)}
              onClick={() => void decide(false)}
            >
              {texts.refuse}
            </Button>
          </div>
        </>
      )}
    </article>
  )
}

const signs = { pending: Hand, approved: CircleCheck, refused: CircleSlash2 }
const colours = { pending: 'text-soon', approved: 'text-accent', refused: 'text-muted' }

function Standing({ state }: Pick<Approval, 'state'>) {
  const { approval: texts } = useChatTexts()
  const Icon = signs[state]
  return (
    <p className={classes('flex items-center gap-2 text-small font-medium', colours[state])}>
      <Icon className="size-4 shrink-0" aria-hidden="true" />
      {state === 'pending' ? texts.title : texts[state]}
    </p>
  )
}
