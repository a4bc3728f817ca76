import { isDeepStrictEqual } from 'node:util'
import type { Seen } from './seen.ts'

/**
 * The sequence has neither gap nor repeat, the history and sync tell the same, operations and outbox cover it, and the
 * counters are what counting anew gives.
 */
export function checkSequence({ operations, events, totals, rows }: Seen): string[] {
  const problems: string[] = []
  const expect = (isSo: boolean, problem: string): void => {
    if (!isSo) problems.push(problem)
  }
  const { counters, recount } = rows
  expect(
    events.every(({ seq }, index) => seq === index + 1),
    `the sequence has a gap or a repeat: ${firstJump(events.map(({ seq }) => seq))}`,
  )
  expect(
    isDeepStrictEqual(
      operations.flatMap((operation) => operation.events),
      events,
    ),
    'the history and sync do not tell the same events',
  )
  expect(
    operations.every(({ id, events: own }) => own.every((event) => event.operation_id === id)),
    'an event stands under another operation than its own',
  )
  for (const table of ['operations', 'outbox'] as const) {
    const jump = firstUncovered(rows[table], events.length)
    expect(jump === null, `${table} do not cover the sequence once: see ${jump}`)
  }
  expect(
    isDeepStrictEqual(counters, recount),
    `the counters are ${JSON.stringify(counters)} and count as ${JSON.stringify(recount)}`,
  )
  const { pending, in_progress, done, trash } = recount
  expect(
    isDeepStrictEqual(totals, { pending, in_progress, done, trash }),
    `lists name the totals ${JSON.stringify(totals)}`,
  )
  expect(rows.answersOfNothing === 0, `${rows.answersOfNothing} kept answers name no operation`)
  expect(rows.unanswered === 0, `${rows.unanswered} operations have no kept answer`)
  return problems
}

const firstJump = (seqs: readonly number[]): string => {
  const at = seqs.findIndex((seq, index) => seq !== index + 1)
  return `${seqs[at - 1] ?? 0} is followed by ${seqs[at]}`
}

/** Where ranges in order leave something out or take it twice; `null` where they cover 1 to `last` once. */
function firstUncovered(ranges: readonly { first: number; last: number }[], last: number): number | null {
  let next = 1
  for (const range of ranges) {
    if (range.first !== next) return next
    next = range.last + 1
  }
  return next === last + 1 ? null : next
}
