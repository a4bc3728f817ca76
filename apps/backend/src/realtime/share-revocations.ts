import type { Bus } from '@todo/events'
import type { Revocations } from '@todo/http'
import { z } from 'zod'

const topic = 'session-revoked'
const Message = z.object({ session_id: z.string(), until_ms: z.number() })

/** Tells the other processes at once of a session that ends here. One that hears nothing finds out by looking. */
export function shareRevocations(revocations: Revocations, bus: Pick<Bus, 'send' | 'onMessage'>): void {
  let isHearing = false
  revocations.onAdded((sessionId, untilMs) => {
    if (!isHearing) bus.send(topic, { session_id: sessionId, until_ms: untilMs })
  })
  bus.onMessage(topic, (message) => {
    const { success, data } = Message.safeParse(message)
    if (!success || revocations.has(data.session_id)) return
    isHearing = true
    try {
      revocations.add(data.session_id, data.until_ms)
    } finally {
      isHearing = false
    }
  })
}
