export type { LocalTask } from '@todo/client/replica'
export type { UserWire as User } from '@todo/core/schemas'
