'use client'

import { X } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useTexts } from '../../i18n/texts.tsx'
import type { AppTools } from '../../lib/app-tools.ts'
import { focusAgain } from '../../lib/keep-focus.ts'
import { hideToast, type Toast } from '../../lib/toasts.ts'
import { redo, undo } from '../../lib/undo.ts'
import { Keys } from '../ui/keys.tsx'

/** How long one has to take back by the toast what it says; by key and in the history there is no end. */
const shownMs = 8_000

/** Stays while the pointer or the focus is on it. It has been said already to those who cannot see it. */
export function ToastLine({ tools, toast }: { tools: AppTools; toast: Toast }) {
  const [isHeld, setIsHeld] = useState(false)
  const { id, text, offer } = toast
  useEffect(() => {
    if (isHeld) return
    const timer = setTimeout(() => hideToast(id), shownMs)
    return () => clearTimeout(timer)
  }, [isHeld, id])
  const take = (): void => {
    if (offer?.kind === 'undo') undo(tools, offer.operationId)
    if (offer?.kind === 'redo') redo(tools, offer.operationId)
    focusAgain()
  }
  const close = (): void => {
    focusAgain()
    hideToast(id)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: it is no fieldset
    <div
      role="group"
      aria-label={text}
      onPointerEnter={() => setIsHeld(true)}
      onPointerLeave={() => setIsHeld(false)}
      onFocus={() => setIsHeld(true)}
      onBlur={() => setIsHeld(false)}
      className="pointer-events-auto max-w-full"
    >
      <ToastBox text={text} onClose={close}>
        {offer && <ToastOffer kind={offer.kind} onTake={take} />}
      </ToastBox>
    </div>
  )
}

type BoxProps = { text: string; onClose(): void; children?: ReactNode }

export function ToastBox({ text, onClose, children }: BoxProps) {
  const { keys } = useTexts()
  return (
    <div className="flex flex-wrap items-center justify-end gap-x-1 rounded-large bg-ink py-1 ps-4 pe-1 text-canvas shadow-float forced-colors:border">
      <p dir="auto" className="line-clamp-2 min-w-40 grow basis-0 break-words">
        {text}
      </p>
      {children}
      <button
        type="button"
        aria-label={keys.toast.close}
        onClick={onClose}
        className="grid size-11 shrink-0 place-items-center rounded-medium outline-offset-0 focus-visible:outline-canvas desk:size-9"
      >
        <X className="size-4.5" aria-hidden="true" />
      </button>
    </div>
  )
}

export function ToastOffer({ kind, onTake }: { kind: 'undo' | 'redo'; onTake(): void }) {
  const { keys } = useTexts()
  return (
    <button
      type="button"
      onClick={onTake}
      className="flex min-h-11 shrink-0 items-center gap-2 rounded-medium px-3 font-semibold outline-offset-0 focus-visible:outline-canvas desk:min-h-9"
    >
      {keys.toast[kind]}
      <span aria-hidden="true" className="max-desk:hidden">
        <Keys keys={kind === 'undo' ? 'z' : 'Mod+Shift+z'} />
      </span>
    </button>
  )
}
