import { setTimeout as sleep } from 'node:timers/promises'
import { createLocalJWKSet, type JSONWebKeySet } from 'jose'

export type KeySet = { find: ReturnType<typeof createLocalJWKSet>; askedAt: number }

export type PublishedKeys = {
  /** The keys as they were last asked for. */
  current(): Promise<KeySet>
  /**
   * The keys as they are from now on, for a token that names one which is not among `known`. They are asked for
   * once a second at most, for all who wait: a key may be a moment old, and strangers may name any number of others.
   */
  next(known: KeySet): Promise<KeySet>
}

const pauseMs = 1_000

export function createPublishedKeys(ask: () => Promise<JSONWebKeySet>, now: () => number): PublishedKeys {
  let held: Promise<KeySet> | null = null
  let coming: Promise<KeySet> | null = null

  const fetchKeys = (): Promise<KeySet> => {
    const before = held
    const askedAt = now()
    const fetched = ask().then((keys) => ({ find: createLocalJWKSet(keys), askedAt }))
    held = fetched
    fetched.catch(() => {
      if (held === fetched) held = before
    })
    return fetched
  }
  const fetchLater = async (waitMs: number): Promise<KeySet> => {
    await sleep(waitMs)
    // Who comes while these are fetched may name a key that is younger than they are, and waits for the next ones.
    coming = null
    return fetchKeys()
  }

  return {
    current: () => held ?? fetchKeys(),
    next({ askedAt }) {
      coming ??= fetchLater(Math.min(pauseMs, Math.max(0, askedAt + pauseMs - now())))
      return coming
    },
  }
}
