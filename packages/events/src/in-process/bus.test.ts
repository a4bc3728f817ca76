import { randomUUID } from 'node:crypto'
import { busSuite } from '@todo/testing/bus-suite'
import { createInProcessBus } from './bus.ts'

busSuite('the bus of one process', {
  async open() {
    const bus = createInProcessBus()
    return { buses: [bus], close: () => bus.close() }
  },
  makeSpaceId: async () => randomUUID(),
})
