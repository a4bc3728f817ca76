import type { Device } from './device.ts'
import type { Entry } from './entry.ts'

/** Orders from here on are those of writes that no storage keeps. */
export const volatileFrom = 2 ** 40

/** Keeps nothing beyond the page: for browsers that refuse storage, and for writes that a full one does not take. */
export function createMemoryDevice(): Device {
  const queue = new Map<number, Entry>()
  let next = volatileFrom
  return {
    load: async () => ({ head: null, tasks: [], entries: [...queue.values()], notices: [] }),
    entries: async () => [...queue.values()],
    async put(entry) {
      const order = next++
      queue.set(order, { ...entry, order })
      return order
    },
    async markSent(order) {
      const entry = queue.get(order)
      if (entry) entry.isSent = true
      return entry !== undefined
    },
    async take(order) {
      const isFree = queue.get(order)?.isSent === false
      if (isFree) queue.delete(order)
      return isFree
    },
    async refuse(orders) {
      for (const order of orders) queue.delete(order)
    },
    async putNotice() {},
    async deleteNotice() {},
    async save({ ended }) {
      for (const order of ended) queue.delete(order)
    },
    async wipe() {
      queue.clear()
    },
    close() {},
  }
}
