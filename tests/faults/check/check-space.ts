import type { Account, Installation } from '../rounds/installation.ts'
import type { Ledger } from '../rounds/ledger.ts'
import { checkAnswers } from './check-answers.ts'
import { checkRepeats } from './check-repeats.ts'
import { checkSequence } from './check-sequence.ts'
import { checkTasks } from './check-tasks.ts'
import { lookAt } from './seen.ts'

/**
 * Compares a list with what its writers were told, and with itself: nothing acknowledged is missing, nothing was done
 * twice, and what is kept in two places is the same in both. Returns what is wrong, in a sentence each.
 */
export async function checkSpace(
  installation: Installation,
  account: Account,
  ledger: Ledger,
): Promise<string[]> {
  const seen = await lookAt(installation, account).catch((error: unknown) => String(error))
  if (typeof seen === 'string') return [`the list cannot be read: ${seen}`]
  return [
    ...checkAnswers(seen, ledger),
    ...checkSequence(seen),
    ...checkTasks(seen),
    ...(await checkRepeats(installation, account, ledger)),
  ]
}
