import { useState } from 'react'
import { useTexts } from '../../../i18n/texts.tsx'
import { ApiError } from '../../../lib/api.ts'
import { say } from '../../../lib/say.ts'

/** Runs what the server may refuse; says that it is done, or in words why not. `own` are words for codes here. */
export function useAttempt(own: Readonly<Record<string, string>> = {}) {
  const { problems } = useTexts()
  const [problem, setProblem] = useState<string | null>(null)
  const [done, setDone] = useState<string | null>(null)

  async function attempt(success: string, run: () => Promise<void>): Promise<void> {
    setProblem(null)
    setDone(null)
    try {
      await run()
      say(success)
      setDone(success)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      const known: Readonly<Record<string, string>> = { ...problems, ...own }
      setProblem(known[error.code] ?? problems.other)
    }
  }
  return { attempt, problem, done }
}
