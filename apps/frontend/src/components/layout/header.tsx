'use client'

import type { ReactNode } from 'react'
import { useTexts } from '../../i18n/texts.tsx'
import { useTaskBeside } from '../../lib/navigation.ts'

type Props = { title: string; note?: string; children?: ReactNode }

/** The head of a view: its name, in the window's title too where no task is open, and a word about it. */
export function Header({ title, note, children }: Props) {
  const { product } = useTexts()
  const isBehindTask = useTaskBeside() !== null
  return (
    <header className="flex items-end gap-4 pb-6">
      {!isBehindTask && <title>{`${title} · ${product}`}</title>}
      <div className="min-w-0 grow">
        <h1 className="truncate text-title font-semibold tracking-tight">{title}</h1>
        {note && <p className="text-muted">{note}</p>}
      </div>
      {children}
    </header>
  )
}
