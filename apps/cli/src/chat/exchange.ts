import type { ChatApprovalFrame, ChatUsageFrame } from '@todo/core/schemas'
import { safeText } from '../format/text.ts'
import type { Session } from '../session.ts'
import type { ChatFrame } from './frame.ts'
import type { ChatPartner } from './partner.ts'

/** How an exchange ended; `left` where the person went away in the midst of it. */
export type Ending = 'done' | 'failed' | 'stopped' | 'waiting' | 'left'

export type Outcome = { state: Ending; approvals: readonly ChatApprovalFrame[]; usage: ChatUsageFrame | null }

export type ExchangeInput = {
  session: Session
  partner: ChatPartner
  /** Shows a frame. */
  show(frame: ChatFrame): Promise<void>
  /** What the person says to an approval; `null` where they say nothing. */
  approve(approval: ChatApprovalFrame): Promise<boolean | null>
}

/** Says something and shows the answer, with what is asked meanwhile. Ctrl-C stops it, a second one leaves. */
export async function exchange(message: string, input: ExchangeInput): Promise<Outcome> {
  const { partner, approve } = input
  let outcome = await listen(partner.say(message), input)
  for (;;) {
    const [approval] = outcome.approvals
    if (outcome.state !== 'waiting' || !approval) return outcome
    const answer = await approve(approval)
    if (answer === null) return outcome
    outcome = await listen(partner.decide(approval.approval_id, answer), input)
  }
}

async function listen(
  frames: AsyncIterable<ChatFrame>,
  { session, partner, show }: ExchangeInput,
): Promise<Outcome> {
  const left = Promise.withResolvers<'left'>()
  let interrupts = 0
  const release = await session.io.terminal.onInterrupt(() => {
    interrupts += 1
    if (interrupts > 1) return left.resolve('left')
    void session.io.stderr.write(session.style('dim', '\nStopping; once more leaves.\n'))
    partner.stop().catch(() => undefined)
  })
  const approvals: ChatApprovalFrame[] = []
  let usage: ChatUsageFrame | null = null
  let failed = false
  const iterator = frames[Symbol.asyncIterator]()
  try {
    for (;;) {
      const next = await Promise.race([iterator.next(), left.promise])
      if (next === 'left') return { state: 'left', approvals, usage }
      if (next.done) break
      const frame = next.value
      if (frame.event === 'approval_required') approvals.push(frame.data)
      if (frame.event === 'usage') usage = frame.data
      if (frame.event === 'error') failed = true
      await show(frame)
    }
    return { state: usage?.state ?? (failed ? 'failed' : 'done'), approvals, usage }
  } finally {
    release()
  }
}

/** `Delete “Pay rent” (#1)? [y/N] ` */
export const questionOf = ({ summary }: ChatApprovalFrame): string => `${safeText(summary)}? [y/N] `
