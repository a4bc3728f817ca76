export type Verdict = {
  allowed: boolean
  limit: number
  remaining: number
  windowSeconds: number
  /** Until the window ends and the count begins anew. */
  resetSeconds: number
}

/** How often a key was counted, of which `unsettled` times nobody else knows of. */
export type Count = { key: string; count: number; endsAt: number }

export type Limiter = {
  /** Counts one, unless the limit was reached. */
  count(key: string): Verdict
  /** What was counted here since it was last taken, of keys that came near enough to the limit to matter. */
  take(): Count[]
  /** Gives back what was taken, because it could not be told to others. */
  giveBack(counts: readonly Count[]): void
  /** What all processes together have counted, and when their window ends. */
  learn(totals: readonly Count[]): void
}

export type LimiterOptions = {
  limit: number
  windowMs: number
  now: () => number
  /** From which share of the limit on a key's count is to be told to others; 0 for every key. */
  shareFrom?: number
}

/** Keys that are remembered; the oldest give way, so that nobody can fill the memory with names. */
const keysMax = 50_000

/**
 * When windows of this length end that run now. The clocks of several processes differ, by less than a window; one that
 * ends later yet was begun before the clock was set back, and must not last until that time comes again.
 */
export const runningWindows = (now: number, windowMs: number): { after: number; until: number } => ({
  after: now,
  until: now + 2 * windowMs,
})

type Window = { count: number; unsettled: number; endsAt: number }

/**
 * Counts by key in windows that begin with the first count, in the memory of this process. Processes that share
 * a store tell each other what they counted by `take` and `learn`, beside the requests and not within them.
 */
export function createLimiter({ limit, windowMs, now, shareFrom = 0 }: LimiterOptions): Limiter {
  const windows = new Map<string, Window>()
  const untold = new Set<string>()

  const isRunning = ({ endsAt }: Window): boolean => {
    const { after, until } = runningWindows(now(), windowMs)
    return endsAt > after && endsAt <= until
  }

  const current = (key: string): Window => {
    const known = windows.get(key)
    if (known && isRunning(known)) return known
    const window = { count: 0, unsettled: 0, endsAt: now() + windowMs }
    const oldest = windows.keys().next()
    if (windows.size >= keysMax && !oldest.done) windows.delete(oldest.value)
    windows.delete(key)
    windows.set(key, window)
    return window
  }

  return {
    count(key) {
      const window = current(key)
      const allowed = window.count < limit
      if (allowed) {
        window.count += 1
        window.unsettled += 1
        if (window.count >= limit * shareFrom) untold.add(key)
      }
      return {
        allowed,
        limit,
        remaining: Math.max(0, limit - window.count),
        windowSeconds: windowMs / 1000,
        resetSeconds: Math.max(1, Math.ceil((window.endsAt - now()) / 1000)),
      }
    },
    take() {
      const taken: Count[] = []
      for (const key of untold) {
        const window = windows.get(key)
        if (!window || !isRunning(window)) continue
        taken.push({ key, count: window.unsettled, endsAt: window.endsAt })
        window.unsettled = 0
      }
      untold.clear()
      return taken
    },
    giveBack(counts) {
      for (const { key, count } of counts) {
        const window = windows.get(key)
        if (window) window.unsettled += count
        untold.add(key)
      }
    },
    learn(totals) {
      for (const { key, count, endsAt } of totals) {
        const window = windows.get(key)
        if (!window) continue
        window.count = count + window.unsettled
        window.endsAt = endsAt
      }
    },
  }
}
