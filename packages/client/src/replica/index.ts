export type { Surroundings } from './engine.ts'
export { openReplica } from './open.ts'
export type * from './types.ts'
