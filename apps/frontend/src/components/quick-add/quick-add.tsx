'use client'

import { Plus } from 'lucide-react'
import { type ComponentType, useEffect, useState, useSyncExternalStore } from 'react'
import { useTexts } from '../../i18n/texts.tsx'
import { whenIdle } from '../../lib/grammar.ts'
import { isQuickAddOpen, onQuickAdd, openQuickAdd } from '../../lib/quick-add.ts'

/**
 * The dialog while it is wanted. It is loaded before that, and not by `lazy`, which would show it some frames after
 * the key that opened it: what is typed next belongs into its field.
 */
export function QuickAdd() {
  const isOpen = useSyncExternalStore(onQuickAdd, isQuickAddOpen, () => false)
  const [Loaded, setLoaded] = useState<ComponentType | null>(null)
  useEffect(() => {
    const load = (): void => {
      // What cannot be had now is asked for again when it is opened.
      import('./quick-add-dialog.tsx').then(
        ({ QuickAddDialog }) => setLoaded(() => QuickAddDialog),
        () => {},
      )
    }
    if (isOpen) load()
    else whenIdle(load)
  }, [isOpen])
  return isOpen && Loaded && <Loaded />
}

/** Within reach of a thumb, above the bar at the bottom. */
export function FloatingAdd() {
  const { quickAdd } = useTexts()
  return (
    <button
      type="button"
      aria-label={quickAdd.open}
      aria-haspopup="dialog"
      onClick={() => openQuickAdd()}
      className="fixed end-4 bottom-[calc(4.5rem+env(safe-area-inset-bottom))] z-10 grid size-14 place-items-center rounded-full bg-accent text-on-accent shadow-float in-data-selecting:hidden desk:hidden max-desk:[:root:has([data-open-task],[data-chatting])_&]:hidden"
    >
      <Plus className="size-6" aria-hidden="true" />
    </button>
  )
}

/** In the column of the views. */
export function SidebarAdd() {
  const { quickAdd } = useTexts()
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      onClick={() => openQuickAdd()}
      className="mt-6 flex h-9 shrink-0 items-center gap-3 rounded-medium px-2.5 font-medium text-accent transition-colors hover:bg-hover"
    >
      <span className="-mx-0.5 grid size-5.5 place-items-center rounded-full bg-accent text-on-accent">
        <Plus className="size-4" aria-hidden="true" />
      </span>
      {quickAdd.open}
    </button>
  )
}
