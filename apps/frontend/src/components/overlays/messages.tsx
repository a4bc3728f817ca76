'use client'

import type { Notice } from '@todo/client/replica'
import { type FocusEvent, type ReactNode, useLayoutEffect, useRef } from 'react'
import { useTexts } from '../../i18n/texts.tsx'
import type { AppTools } from '../../lib/app-tools.ts'
import { focusAgain } from '../../lib/keep-focus.ts'
import { useLive } from '../../lib/replica.tsx'
import { useStore } from '../../lib/store.ts'
import { dismissOwnNotice, ownNotices, toast } from '../../lib/toasts.ts'
import { ConflictCard } from './conflict-card.tsx'
import { RefusedCard } from './refused-card.tsx'
import { ToastLine } from './toast-line.tsx'

/** What a person must know, until it is dismissed, and what was just done, for a while. `g m` leads here. */
export function Messages({ tools }: { tools: AppTools }) {
  const latest = useStore(toast)
  const own = useStore(ownNotices)
  const kept = useLive(tools.replica.notices)
  if (latest === null && own.length === 0 && kept.length === 0) return null
  return (
    <Region>
      {(own.length > 0 || kept.length > 0) && (
        <ul className="pointer-events-auto max-h-[55dvh] w-full divide-y divide-line overflow-y-auto rounded-large border border-late bg-raised text-ink shadow-float">
          {[...own, ...kept].map((notice) => (
            <li key={notice.id}>
              <NoticeCard tools={tools} notice={notice} />
            </li>
          ))}
        </ul>
      )}
      {latest && <ToastLine tools={tools} toast={latest} />}
    </Region>
  )
}

function NoticeCard({ tools, notice }: { tools: AppTools; notice: Notice }) {
  const dismiss = (): void => {
    dismissOwnNotice(notice.id)
    tools.replica.dismiss(notice.id)
  }
  return notice.kind === 'refused' ? (
    <RefusedCard tools={tools} notice={notice} onDismiss={dismiss} />
  ) : (
    <ConflictCard tools={tools} notice={notice} onDismiss={dismiss} />
  )
}

/** Gives the focus back when what has it here goes away. */
function Region({ children }: { children: ReactNode }) {
  const { keys } = useTexts()
  const region = useRef<HTMLElement>(null)
  const hadFocus = useRef(false)
  useLayoutEffect(() => {
    const isLost = document.activeElement === document.body
    if (hadFocus.current && isLost) focusAgain()
  })
  useLayoutEffect(() => {
    const here = region.current
    return () => {
      if (here?.contains(document.activeElement)) focusAgain()
    }
  }, [])
  const onBlur = ({ relatedTarget }: FocusEvent): void => {
    if (relatedTarget !== null) hadFocus.current = false
  }
  return (
    <section
      ref={region}
      id="messages"
      tabIndex={-1}
      aria-label={keys.toast.label}
      onFocus={() => {
        hadFocus.current = true
      }}
      onBlur={onBlur}
      className="flex w-full max-w-120 flex-col items-center gap-2 rounded-large"
    >
      {children}
    </section>
  )
}
