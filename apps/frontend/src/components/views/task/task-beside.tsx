'use client'

import { useEffect, useRef } from 'react'
import { useTexts } from '../../../i18n/texts.tsx'
import { closeTask, useTaskBeside } from '../../../lib/navigation.ts'
import { useAccount } from '../../layout/account.tsx'
import { LazyTaskView } from './lazy-task-view.tsx'

/** The task that is open: beside its view where there is room, over it on a phone. */
export function TaskBeside() {
  const { detail } = useTexts()
  const name = useTaskBeside()
  const isUnknown = useAccount().standing === 'unknown'
  const isOpen = name !== null && !isUnknown
  useClosing(isOpen, name)
  if (!isOpen) return null
  return (
    <section
      aria-label={detail.region}
      data-open-task
      className="fixed inset-0 z-[5] overflow-y-auto overscroll-contain bg-canvas px-5 pt-3 pb-28 desk:start-auto desk:w-96 desk:border-s desk:border-line desk:bg-raised desk:px-6 desk:pt-5 desk:pb-10 wide:w-112"
    >
      <LazyTaskView name={name} isBeside />
    </section>
  )
}

/** Escape closes the task; the focus goes back to its line in the view. */
function useClosing(isOpen: boolean, name: string | null): void {
  const last = useRef(name)
  if (name !== null) last.current = name
  useEffect(() => {
    if (!isOpen) return
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented && isForTask(event)) closeTask()
    }
    addEventListener('keydown', onKey)
    return () => {
      removeEventListener('keydown', onKey)
      // Whoever went elsewhere has the focus there.
      if (document.activeElement === document.body) focusRow(last.current)
    }
  }, [isOpen])
}

/** An open dialog is closed first, and a field elsewhere has an Escape of its own. */
function isForTask({ target }: KeyboardEvent): boolean {
  if (!(target instanceof Element) || document.querySelector('dialog[open], :popover-open')) return false
  return target.closest('[data-open-task]') !== null || !target.matches('input, textarea, select')
}

function focusRow(name: string | null): void {
  const content = document.getElementById('content')
  const row = content?.querySelector<HTMLElement>(`a[href="/tasks/${CSS.escape(name ?? '')}"]`)
  if (row) row.focus()
  else content?.focus({ preventScroll: true })
}
