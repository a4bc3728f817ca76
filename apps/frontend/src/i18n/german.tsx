'use client'

import type { ReactNode } from 'react'
import { de } from './de.ts'
import { SpeakWith } from './texts.tsx'

/** A module of its own, so that a browser loads one language. */
export function German({ locale, children }: { locale: string; children: ReactNode }) {
  return (
    <SpeakWith texts={de} locale={locale}>
      {children}
    </SpeakWith>
  )
}
