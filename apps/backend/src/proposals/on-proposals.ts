import type { Bus, Unsubscribe } from '@todo/events'
import { z } from 'zod'
import { proposalsTopic } from './proposals.ts'

const Message = z.object({ space_id: z.string() })

/** Calls where the proposals of a space have changed, in whichever process. */
export function onProposals(bus: Pick<Bus, 'onMessage'>, handle: (spaceId: string) => void): Unsubscribe {
  return bus.onMessage(proposalsTopic, (message) => {
    const { success, data } = Message.safeParse(message)
    if (success) handle(data.space_id)
  })
}
