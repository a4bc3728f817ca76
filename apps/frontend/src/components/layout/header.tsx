'use client'

import type { ReactNode } from 'react'
import { useTexts } from '../../i18n/texts.tsx'
import { useTaskBeside } from '../../lib/navigation.ts'
import { OfflineSign } from './connection-sign.tsx'

type Props = { title: string; note?: string; children?: ReactNode }

/** The head of a view: its name, in the window's title too where no task is open, and a word about it. */
export function Header({ title, note, children }: Props) {
  const { product } = useTexts()
  const isBehindTask = useTaskBeside() !== null
  return (
    <header className="pb-6">
      {!isBehindTask && <title>{`${title} · ${product}`}</title>}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 className="max-w-full min-w-0 grow truncate text-title font-semibold tracking-tight">{title}</h1>
        {/* Higher than the name, and still no reason for it to stand lower than in other views. */}
        {children && <div className="-my-1.5 ms-auto flex shrink-0 desk:-my-0.5">{children}</div>}
      </div>
      <div className="flex flex-wrap items-center justify-between gap-x-4">
        {note && <p className="text-muted">{note}</p>}
        <OfflineSign />
      </div>
    </header>
  )
}
