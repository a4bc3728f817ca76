import { v5, v7 } from 'uuid'
import type { Clock, Ids } from './ports.ts'

/** The machine's clock. */
export const systemClock: Clock = { now: () => Date.now() }

/** The namespace of ids that are derived from what other systems wrote. */
const namespace = '6f5e0c5e-3f57-4c0e-9a53-0f1d4f0a7c11'

const uuidBytes = 16

/**
 * Uuids of version 7, each greater than the one before: those of one millisecond count on. Their random bytes are
 * asked for many at a time, since asking costs more than all of the rest.
 */
function orderedUuids(): () => string {
  const bytes = new Uint8Array(256 * uuidBytes)
  let used = bytes.length
  let msecs = 0
  let seq = 0
  return () => {
    if (used === bytes.length) {
      crypto.getRandomValues(bytes)
      used = 0
    }
    const random = bytes.subarray(used, used + uuidBytes)
    used += uuidBytes
    const now = Date.now()
    // Below 2³¹, so that there is room to count.
    seq = now > msecs ? new DataView(random.buffer, random.byteOffset).getUint32(0) >>> 1 : seq + 1
    msecs = Math.max(now, msecs)
    return v7({ random, msecs, seq })
  }
}

/** Random ids in order of time, and derived ones, by web standards alone. */
export const systemIds: Ids = {
  uuid: orderedUuids(),
  derive: (scope, name) => v5(`${scope}\n${name}`, namespace),
}
