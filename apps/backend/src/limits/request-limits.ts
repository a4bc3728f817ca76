import type { Config } from '@todo/config'
import type { Clock } from '@todo/core'
import { createLimiter, type Limiter, networkOf, type Verdict } from '@todo/http'
import type { SharedCounts } from './shared-counts.ts'

/** How many requests an account and an address may send in a minute. */
export type RequestLimits = {
  /** Counts a request; `null` where requests are not limited. */
  countAccount(userId: string): Verdict | null
  countAddress(address: string | null): Verdict | null
  /** Tells the other processes what was counted here, and learns what they have counted. */
  settle(): Promise<void>
  close(): void
}

export type RequestLimitsInput = { config: Config['server']; counts: SharedCounts; clock: Clock }

const windowMs = 60_000
const settleEveryMs = 1_000
/** Most callers stay below this share of their limit, and cost the database nothing. */
const shareFrom = 0.1

/**
 * Requests are counted in memory; what matters is added to the shared counts once a second, beside the requests.
 * So of several processes each may let in a tenth more than the limit, and what arrives within that second.
 */
export function createRequestLimits({ config, counts, clock }: RequestLimitsInput): RequestLimits {
  if (config.rate_limit === 'relaxed') {
    return { countAccount: () => null, countAddress: () => null, settle: async () => {}, close: () => {} }
  }
  const limiterOf = (limit: number): Limiter => createLimiter({ limit, windowMs, now: clock.now, shareFrom })
  const limiters = {
    account: limiterOf(config.rate_limit_account),
    address: limiterOf(config.rate_limit_address),
  }
  const settle = async (): Promise<void> => {
    for (const [kind, limiter] of Object.entries(limiters)) await settleOne(kind, limiter, counts)
  }
  const timer = setInterval(() => void settle(), settleEveryMs)
  timer.unref()
  return {
    countAccount: (userId) => limiters.account.count(userId),
    countAddress: (address) => (address === null ? null : limiters.address.count(networkOf(address))),
    settle,
    close: () => clearInterval(timer),
  }
}

async function settleOne(kind: string, limiter: Limiter, counts: SharedCounts): Promise<void> {
  const taken = limiter.take()
  if (taken.length === 0) return
  const prefix = `${kind} `
  try {
    const totals = await counts.add(
      taken.map((each) => ({ ...each, key: prefix + each.key })),
      windowMs,
    )
    limiter.learn(totals.map((each) => ({ ...each, key: each.key.slice(prefix.length) })))
  } catch {
    // Where the database is away, requests find out by themselves; the counts are told once it is back.
    limiter.giveBack(taken)
  }
}
