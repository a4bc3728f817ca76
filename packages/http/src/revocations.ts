/**
 * Sessions whose access tokens count no more, until the last of those tokens has ended by itself. `add` is called
 * by the replica that revokes; others are told, and look at the sessions in use besides.
 */
export type Revocations = {
  add(sessionId: string, untilMs: number): void
  has(sessionId: string): boolean
  /** Called for each session that was not on the list. */
  onAdded(listener: (sessionId: string, untilMs: number) => void): () => void
}

/** The list of this process. */
export function createRevocations(now: () => number): Revocations {
  const ends = new Map<string, number>()
  const listeners = new Set<(sessionId: string, untilMs: number) => void>()
  return {
    add(sessionId, untilMs) {
      for (const [id, end] of ends) if (end <= now()) ends.delete(id)
      const isKnown = ends.has(sessionId)
      ends.set(sessionId, untilMs)
      if (!isKnown) for (const listener of listeners) listener(sessionId, untilMs)
    },
    has: (sessionId) => ends.has(sessionId),
    onAdded(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
