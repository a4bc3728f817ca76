import type { Account, Installation } from '../rounds/installation.ts'
import type { Answer, Entry, Ledger } from '../rounds/ledger.ts'
import { send } from '../rounds/send.ts'
import { type Rows, readRows } from './rows.ts'

/** Answers that may be otherwise the next time, and so are not kept. */
const passing = new Set([409, 412])
const atOnce = 8

/**
 * Whatever was answered is sent once more under its key. That changes nothing, and is answered word for word as at
 * first. Where a purge has taken the kept answer away it names the same operation, or no longer knows the task.
 */
export async function checkRepeats(
  installation: Installation,
  account: Account,
  { entries }: Ledger,
): Promise<string[]> {
  const look = (): Promise<Rows> => installation.withDatabase((pool) => readRows(pool, account.spaceId))
  const before = await look()
  const kept = new Set(before.keptAnswers)
  const destination = { url: installation.url, token: account.token }
  const problemOf = async (entry: Entry): Promise<string[]> => {
    const again = await send(entry.write, destination)
    if (isRepeat(entry, again, kept.has(entry.write.key))) return []
    return [`${entry.write.key} was answered ${again.status} ${again.text} and at first ${entry.text}`]
  }
  const asked = entries.filter(({ status }) => status < 500 && !passing.has(status))
  const problems: string[] = []
  for (let from = 0; from < asked.length; from += atOnce) {
    problems.push(...(await Promise.all(asked.slice(from, from + atOnce).map(problemOf))).flat())
  }
  const more = (await look()).counters.next_seq - before.counters.next_seq
  return more === 0 ? problems : [...problems, `repeats made ${more} more events`]
}

function isRepeat(first: Entry, again: Answer, isKept: boolean): boolean {
  const isSame = again.replayed && again.operationId === first.operationId
  if (isKept) return isSame && again.status === first.status && again.text === first.text
  return isSame || first.operationId === null || again.status === 404
}
