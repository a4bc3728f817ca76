import type { Pool } from '../rounds/installation.ts'

type Range = { first: number; last: number }
type Counters = Readonly<
  Record<'next_number' | 'next_seq' | 'pending' | 'in_progress' | 'done' | 'trash', number>
>

/** What stands in the tables and in no answer. */
export type Rows = {
  counters: Counters
  /** The same figures, counted anew from the tasks and the events. */
  recount: Counters
  /** The sequence numbers of each operation that has events, and of each row of the outbox, upwards. */
  operations: readonly Range[]
  outbox: readonly Range[]
  /** Kept answers that name an operation which is not there. */
  answersOfNothing: number
  /** Operations whose answer was not kept, though each was asked for under a key. */
  unanswered: number
  /** The keys whose answer is kept word for word. */
  keptAnswers: readonly string[]
}

/** Figures travel as texts of JSON, so that no setting of the driver changes them. */
type JsonRow = { found: string }

const counters = `SELECT to_json(c)::text AS found FROM (
  SELECT next_number, next_seq, pending, in_progress, done, trash FROM space_counters WHERE space_id = $1) c`

const recount = `SELECT to_json(c)::text AS found FROM (SELECT
  (SELECT coalesce(max(number), 0) + 1 FROM task_events WHERE space_id = $1) AS next_number,
  (SELECT coalesce(max(seq), 0) + 1 FROM task_events WHERE space_id = $1) AS next_seq,
  count(*) FILTER (WHERE status = 'pending' AND deleted_at IS NULL) AS pending,
  count(*) FILTER (WHERE status = 'in_progress' AND deleted_at IS NULL) AS in_progress,
  count(*) FILTER (WHERE status = 'done' AND deleted_at IS NULL) AS done,
  count(*) FILTER (WHERE deleted_at IS NOT NULL) AS trash
  FROM tasks WHERE space_id = $1) c`

const rangesOf = (table: 'operations' | 'outbox'): string => `
  SELECT coalesce(json_agg(json_build_object('first', first_seq, 'last', last_seq) ORDER BY first_seq), '[]')::text
    AS found FROM ${table} WHERE space_id = $1 AND last_seq >= first_seq`

const answersOfNothing = `SELECT count(*)::text AS found FROM idempotency i WHERE space_id = $1
  AND operation_id IS NOT NULL
  AND NOT EXISTS (SELECT FROM operations o WHERE o.space_id = i.space_id AND o.id = i.operation_id)`

const unanswered = `SELECT count(*)::text AS found FROM operations o WHERE space_id = $1
  AND NOT EXISTS (SELECT FROM idempotency i WHERE i.space_id = o.space_id AND i.operation_id = o.id)`

const keptAnswers = `SELECT coalesce(json_agg(key), '[]')::text AS found FROM idempotency
  WHERE space_id = $1 AND body IS NOT NULL`

export async function readRows(pool: Pool, spaceId: string): Promise<Rows> {
  const find = async <Found>(statement: string): Promise<Found> => {
    const { rows } = await pool.query<JsonRow>(statement, [spaceId])
    return foundIn<Found>(rows[0]?.found ?? 'null')
  }
  return {
    counters: await find<Counters>(counters),
    recount: await find<Counters>(recount),
    operations: await find<Range[]>(rangesOf('operations')),
    outbox: await find<Range[]>(rangesOf('outbox')),
    answersOfNothing: await find<number>(answersOfNothing),
    unanswered: await find<number>(unanswered),
    keptAnswers: await find<string[]>(keptAnswers),
  }
}

/** The statements above say what is in the text. */
const foundIn = <Found>(text: string): Found => JSON.parse(text) as Found
