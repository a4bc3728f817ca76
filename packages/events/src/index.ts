export { announceCommits } from './announce.ts'
export { type Bus, type BusErrorHandler, messageBytesMax, type Reader, type Unsubscribe } from './bus.ts'
export { createInProcessBus } from './in-process/bus.ts'
