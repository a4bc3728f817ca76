export type Verdict = {
  allowed: boolean
  limit: number
  remaining: number
  /** Until the window ends and the count begins anew. */
  resetSeconds: number
}

export type Limiter = {
  /** How a key stands, without counting. */
  look(key: string): Verdict
  /** Counts one. */
  count(key: string): Verdict
  forget(key: string): void
}

export type LimiterOptions = { limit: number; windowMs: number; now: () => number }

/** Keys that are remembered; the oldest give way, so that nobody can fill the memory with names. */
const keysMax = 50_000

type Window = { count: number; endsAt: number }

/** Counts by key in windows that begin with the first count. In the memory of this process. */
export function createLimiter({ limit, windowMs, now }: LimiterOptions): Limiter {
  const windows = new Map<string, Window>()

  const current = (key: string): Window => {
    const window = windows.get(key)
    return window && window.endsAt > now() ? window : { count: 0, endsAt: now() + windowMs }
  }
  const verdict = ({ count, endsAt }: Window, allowed: boolean): Verdict => ({
    allowed,
    limit,
    remaining: Math.max(0, limit - count),
    resetSeconds: Math.ceil((endsAt - now()) / 1000),
  })

  return {
    look(key) {
      const window = current(key)
      return verdict(window, window.count < limit)
    },
    count(key) {
      const window = current(key)
      window.count += 1
      windows.delete(key)
      const oldest = windows.keys().next()
      if (windows.size >= keysMax && !oldest.done) windows.delete(oldest.value)
      windows.set(key, window)
      return verdict(window, window.count <= limit)
    },
    forget(key) {
      windows.delete(key)
    },
  }
}
