'use client'

import type { ReactNode } from 'react'
import { en } from './en.ts'
import { SpeakWith } from './texts.tsx'

/** A module of its own, so that a browser loads one language. */
export function English({ locale, children }: { locale: string; children: ReactNode }) {
  return (
    <SpeakWith texts={en} locale={locale}>
      {children}
    </SpeakWith>
  )
}
