export { openReplica } from './open.ts'
export type { Surroundings } from './surroundings.ts'
export type * from './types.ts'
