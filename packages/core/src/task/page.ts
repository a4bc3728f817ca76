import type { Task } from './task.ts'

export const listLimitDefault = 20
export const listLimitMax = 100
/** A total by other filters than status is exact up to here. */
export const totalExactMax = 10_000

export type TaskPage = {
  tasks: readonly Task[]
  total: number
  /** The total stopped at {@link totalExactMax}. */
  totalIsLowerBound: boolean
  page: number
  limit: number
  nextCursor: string | null
}
