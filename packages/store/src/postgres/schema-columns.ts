import { timestamp, uuid } from 'drizzle-orm/pg-core'

export const time = (name: string) => timestamp(name, { withTimezone: true })
export const madeAt = (name: string) => time(name).notNull().defaultNow()
export const key = () => uuid('id').primaryKey().defaultRandom()
