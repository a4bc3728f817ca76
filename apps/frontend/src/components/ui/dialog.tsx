'use client'

import { X } from 'lucide-react'
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { useTexts } from '../../i18n/texts.tsx'
import { focusViewUnlessRow } from '../../lib/keep-focus.ts'
import { classes } from '../../lib/utils.ts'

type Props = {
  title: string
  /** `typed`: what is typed into; it stays where it is while it grows, above the keyboard of a phone. */
  size?: keyof typeof sizes
  onClose(): void
  children: ReactNode
}

const sizes = {
  small: 'w-[min(26rem,calc(100vw-2rem))]',
  typed: 'mt-[min(12vh,6rem)] w-[min(36rem,calc(100vw-1.5rem))]',
  wide: 'w-[min(52rem,calc(100vw-2rem))]',
}

/**
 * A question that wants an answer first; shown while it is mounted. The browser keeps the focus inside, closes it by
 * Escape, and gives the focus back. It begins on what is marked by `data-focus-first`.
 */
export function Dialog({ title, size = 'small', onClose, children }: Props) {
  const { actions } = useTexts()
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  // Before the effects of what is inside, which may then place the focus.
  useLayoutEffect(() => {
    dialog.current?.showModal()
    // React's `autoFocus` comes before the dialog is open, and takes no effect in it.
    dialog.current?.querySelector<HTMLElement>('[data-focus-first]')?.focus()
  }, [])
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onClose={({ currentTarget }) => {
        // The browser has given the focus back, unless nothing had it, or what had it is gone.
        const { activeElement } = document
        if (activeElement === document.body || currentTarget.contains(activeElement)) focusViewUnlessRow()
        onClose()
      }}
      className={classes(
        'm-auto rounded-large border border-line bg-raised p-5 text-ink shadow-float backdrop:bg-veil',
        sizes[size],
      )}
    >
      <div className="flex items-start gap-3">
        <h2 id={id} dir="auto" className="min-w-0 grow pt-1.5 text-lead font-semibold break-words">
          {title}
        </h2>
        <button
          type="button"
          aria-label={actions.close}
          onClick={closeDialog}
          className="-me-1.5 grid size-9 shrink-0 place-items-center rounded-medium text-muted hover:bg-hover hover:text-ink"
        >
          <X className="size-4.5" aria-hidden="true" />
        </button>
      </div>
      <div className="mt-3">{children}</div>
    </dialog>
  )
}

/** For a button inside: closes the dialog around it. */
export function closeDialog({ currentTarget }: { currentTarget: Element }): void {
  currentTarget.closest('dialog')?.close()
}
