import type { Counters, Scope, Totals } from '@todo/core'
import type { SqliteFile } from './file.ts'
import { numberOf } from './rows.ts'

/** The counter row of a space: the next numbers, and how many tasks each place has. */
export type Space = Counters & { space: number; totals: Totals }

export function findSpace(file: SqliteFile, { spaceId }: Scope): Space | null {
  const row = file.get('SELECT * FROM spaces WHERE space_id = ?', spaceId)
  if (!row) return null
  return {
    space: numberOf(row, 'space'),
    nextNumber: numberOf(row, 'next_number'),
    nextSeq: numberOf(row, 'next_seq'),
    totals: {
      pending: numberOf(row, 'pending'),
      in_progress: numberOf(row, 'in_progress'),
      done: numberOf(row, 'done'),
      trash: numberOf(row, 'trash'),
    },
  }
}

/** A space begins with its first change. */
export function insertSpace(file: SqliteFile, { spaceId }: Scope): Space {
  const space = file.run(
    `INSERT INTO spaces (space_id, next_number, next_seq, pending, in_progress, done, trash)
      VALUES (?, 1, 1, 0, 0, 0, 0)`,
    spaceId,
  )
  return { space, nextNumber: 1, nextSeq: 1, totals: { pending: 0, in_progress: 0, done: 0, trash: 0 } }
}
