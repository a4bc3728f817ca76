'use client'

import { createContext, type ReactNode, useContext } from 'react'
import type { Texts } from './en.ts'

type Spoken = { texts: Texts; locale: string }

const Context = createContext<Spoken | null>(null)

type Props = Spoken & { children: ReactNode }

export function SpeakWith({ texts, locale, children }: Props) {
  return <Context value={{ texts, locale }}>{children}</Context>
}

function useSpoken(): Spoken {
  const spoken = useContext(Context)
  if (!spoken) throw new Error('No language was chosen above this component')
  return spoken
}

/** The texts of the language that was chosen. */
export const useTexts = (): Texts => useSpoken().texts

/** The BCP 47 tag by which dates and numbers are written. */
export const useLocale = (): string => useSpoken().locale
