'use client'

import { useMemo } from 'react'
import type { Texts } from '../i18n/en.ts'
import { useLocale, useTexts } from '../i18n/texts.tsx'
import { type OpenedReplica, useReplica } from './replica.tsx'

/** What everything that changes tasks and says so needs. */
export type AppTools = { replica: OpenedReplica; texts: Texts; locale: string }

/** `null` until the list is open. */
export function useAppTools(): AppTools | null {
  const replica = useReplica()
  const texts = useTexts()
  const locale = useLocale()
  return useMemo(() => replica && { replica, texts, locale }, [replica, texts, locale])
}
