/**
 * Sessions whose access tokens count no more, until the last of those tokens has ended by itself. `add` is called
 * by the replica that revokes; what other replicas revoked is found by looking at the sessions in use.
 */
export type Revocations = {
  add(sessionId: string, untilMs: number): void
  has(sessionId: string): boolean
}

/** The list of this process. */
export function createRevocations(now: () => number): Revocations {
  const ends = new Map<string, number>()
  return {
    add(sessionId, untilMs) {
      for (const [id, end] of ends) if (end <= now()) ends.delete(id)
      ends.set(sessionId, untilMs)
    },
    has: (sessionId) => ends.has(sessionId),
  }
}
