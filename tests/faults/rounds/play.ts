import { setTimeout as sleep } from 'node:timers/promises'
import { checkSpace } from '../check/check-space.ts'
import type { Account, Installation } from './installation.ts'
import { Ledger } from './ledger.ts'
import type { Plan } from './plan.ts'
import { type Destination, sendUntilAnswered } from './send.ts'
import type { Write } from './writes.ts'

export type Played = {
  account: Account
  ledger: Ledger
  /** What is not as it was promised, in a sentence each. */
  violations: readonly string[]
}

/** Plays a round for an account of its own: all writers at once, the fault in between, then the comparison. */
export async function playRound(
  installation: Installation,
  { writers }: Pick<Plan, 'writers'>,
  strike: (ledger: Ledger) => Promise<void>,
): Promise<Played> {
  const account = await installation.signUp()
  const destination = { url: installation.url, token: account.token }
  const ledger = new Ledger()
  await Promise.all([...writers.map((writes) => writeAll(writes, destination, ledger)), strike(ledger)])
  return { account, ledger, violations: await checkSpace(installation, account, ledger) }
}

async function writeAll(writes: readonly Write[], to: Destination, ledger: Ledger): Promise<void> {
  for (const write of writes) ledger.record(await sendUntilAnswered(write, to))
}

/** The fault of a plan, at its moment. */
export const strikeOf =
  (installation: Installation, { fault }: Plan) =>
  async (ledger: Ledger): Promise<void> => {
    await ledger.until(fault.afterAnswers)
    await sleep(fault.delayMs)
    await installation.strike(fault)
  }
