'use client'

import { useState } from 'react'
import { useLocale, useTexts } from '../../i18n/texts.tsx'
import { ApiError } from '../../lib/api.ts'
import { keepLocale, safeNext } from '../../lib/auth.ts'
import { keepUser } from '../../lib/kept-user.ts'
import type { User } from '../../types/index.ts'

/** Signs in by what is given, and goes on to where one wanted to be; else says what was wrong. */
export function useSignIn() {
  const { problems } = useTexts()
  const locale = useLocale()
  const [problem, setProblem] = useState<string | null>(null)

  async function signIn(send: () => Promise<{ user: User }>): Promise<void> {
    setProblem(null)
    try {
      const { user } = await send()
      keepLocale(user, locale)
      // Before anything starts: what another person left here must not go out in this one's name.
      keepUser(user)
      const wanted = new URLSearchParams(location.search).get('next')
      location.assign(safeNext(wanted, location.origin))
      // The form stays busy until the next page is there.
      await new Promise(() => {})
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setProblem(sentenceFor(error.code, problems))
    }
  }
  return { signIn, problem }
}

const sentenceFor = (code: string, problems: Readonly<Record<string, string>>): string =>
  problems[code] ?? problems.other ?? code
