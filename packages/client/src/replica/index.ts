export type { ReplicaPorts } from './ports.ts'
export type * from './types.ts'
