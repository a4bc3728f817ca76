import type { Bus, BusErrorHandler } from '../bus.ts'
import { LocalSubscribers, textOf } from '../local.ts'

/** For an installation of one process: nothing is lost, and nothing is sent anywhere. */
export function createInProcessBus(onError: BusErrorHandler = () => {}): Bus {
  const local = new LocalSubscribers(onError)
  const hinted = new Set<string>()
  const wakeHinted = (): void => {
    const spaceIds = [...hinted]
    hinted.clear()
    for (const spaceId of spaceIds) local.wake(spaceId)
  }
  return {
    ready: async () => {},
    hint(spaceId) {
      if (hinted.size === 0) queueMicrotask(wakeHinted)
      hinted.add(spaceId)
    },
    follow: (spaceId, reader) => local.follow(spaceId, reader),
    send: (topic, message) => local.deliver(topic, textOf(message)),
    onMessage: (topic, handle) => local.onMessage(topic, handle),
    onMissed: (handle) => local.onMissed(handle),
    close: async () => local.clear(),
  }
}
