import type { Clock } from '@todo/core'
import { type Count, networkOf, type Verdict } from '@todo/http'
import type { SharedCounts } from './shared-counts.ts'

/** How often something may be tried, counted in the shared store at once: for what is rare and must not be guessed. */
export type AttemptLimit = {
  /** How the key stands, without counting. */
  look(key: string): Promise<Verdict>
  count(key: string): Promise<Verdict>
  forget(key: string): Promise<void>
}

export type AttemptLimitInput = {
  counts: SharedCounts
  clock: Clock
  name: string
  limit: number
  windowMs: number
}

export function createAttemptLimit({
  counts,
  clock,
  name,
  limit,
  windowMs,
}: AttemptLimitInput): AttemptLimit {
  const keyOf = (key: string): string => `${name} ${networkOf(key.toLowerCase())}`
  const verdictOf = ([found]: readonly Count[], isCounted: boolean): Verdict => {
    const { count, endsAt } = found ?? { count: 0, endsAt: clock.now() + windowMs }
    return {
      allowed: isCounted ? count <= limit : count < limit,
      limit,
      remaining: Math.max(0, limit - count),
      windowSeconds: windowMs / 1000,
      resetSeconds: Math.max(1, Math.ceil((endsAt - clock.now()) / 1000)),
    }
  }
  return {
    look: async (key) => verdictOf(await counts.read([keyOf(key)], windowMs), false),
    count: async (key) =>
      verdictOf(
        await counts.add([{ key: keyOf(key), count: 1, endsAt: clock.now() + windowMs }], windowMs),
        true,
      ),
    forget: (key) => counts.remove(keyOf(key)),
  }
}
