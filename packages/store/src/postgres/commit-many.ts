import {
  type Change,
  type CommitResult,
  type Counters,
  type Scope,
  type SealedChange,
  sealChange,
  type Task,
  totalsDelta,
} from '@todo/core'
import { keepAnswer } from './answers.ts'
import { marksJson } from './commit-once.ts'
import { cold, type Database, type Queryable } from './database.ts'
import { SpaceMissingError } from './errors.ts'
import {
  eventRecord,
  eventToRecord,
  markRecord,
  operationRecord,
  operationToRecord,
  taskRecord,
  taskToRecord,
  writtenColumns,
  writtenValues,
} from './records.ts'

/** Rows in one statement: enough to spend no time on round trips, few enough to stay small in memory. */
const rowsMax = 5_000

/** Ends a transaction whose change does not fit what is there. */
export class RefusedChange extends Error {}

/**
 * Commits a change of any size and kind in a transaction that locks the counter row first: whoever holds it is
 * the only writer of the space. Throws `RefusedChange` where a row is not as the change found it.
 */
export function commitMany(database: Database, scope: Scope, change: Change): Promise<SealedChange> {
  return database.transaction(async (queryable) => {
    const writer = new Writer(queryable, scope)
    const counters = await writer.lockCounters()
    if (await writer.refusal(change)) throw new RefusedChange()
    const sealed = sealChange(change, counters)
    await writer.purge(change)
    await writer.change(change)
    await writer.create(change, sealed.tasks)
    await writer.record(sealed)
    await writer.mark(change)
    await writer.answer(change)
    await writer.count(change, counters, sealed.counters)
    return sealed
  })
}

/** Why a change was refused, by what is there now; a repeat counts before a task that exists, as in every store. */
export async function refusalOf(
  queryable: Queryable,
  { spaceId }: Scope,
  change: Change,
): Promise<Exclude<CommitResult, { outcome: 'committed' }> | null> {
  const made = change.edits.flatMap(({ before, after }) => (before === null ? [after.id] : []))
  const [row] = await queryable.query(
    cold(`SELECT EXISTS (SELECT FROM operations WHERE space_id = $1::uuid AND id = $2::uuid),
      array_to_json(ARRAY (SELECT id FROM tasks WHERE id = ANY ($3::uuid[])))::text`),
    [spaceId, change.operation.id, made],
  )
  if (row?.[0] === 't') return { outcome: 'operation_exists' }
  const ids = stringsOf(JSON.parse(row?.[1] ?? '[]'))
  return ids.length > 0 ? { outcome: 'task_exists', ids } : null
}

/** JSON that PostgreSQL made of an array of uuids. */
const stringsOf = (value: unknown): readonly string[] => value as readonly string[]

class Writer {
  readonly #queryable: Queryable
  readonly #scope: Scope

  constructor(queryable: Queryable, scope: Scope) {
    this.#queryable = queryable
    this.#scope = scope
  }

  #run(text: string, ...values: readonly unknown[]) {
    return this.#queryable.query(cold(text), [this.#scope.spaceId, ...values])
  }

  async lockCounters(): Promise<Counters> {
    const [row] = await this.#run(
      'SELECT next_number, next_seq FROM space_counters WHERE space_id = $1::uuid FOR NO KEY UPDATE',
    )
    if (!row) throw new SpaceMissingError()
    return { nextNumber: Number(row[0]), nextSeq: Number(row[1]) }
  }

  refusal(change: Change) {
    return refusalOf(this.#queryable, this.#scope, change)
  }

  async purge({ edits }: Change): Promise<void> {
    const purged = edits.flatMap(({ before, after }) =>
      before !== null && after === null ? [{ id: before.id, version: before.version }] : [],
    )
    for (const part of parts(purged)) {
      const rows = await this.#run(
        `DELETE FROM tasks USING json_to_recordset($2::json) AS r(id uuid, version int)
        WHERE tasks.space_id = $1::uuid AND tasks.id = r.id AND tasks.version = r.version RETURNING 1`,
        JSON.stringify(part),
      )
      if (rows.length !== part.length) throw new RefusedChange()
      const ids = part.map(({ id }) => id)
      await this.#run(forgetAnswers, ids)
      await this.#run(tellChat, ids)
      await this.#run(
        `UPDATE task_events SET event_data = '{"task": null, "changes": {}}'
        WHERE space_id = $1::uuid AND task_id = ANY ($2::uuid[])`,
        ids,
      )
    }
  }

  async change({ edits }: Change): Promise<void> {
    const changed = edits.flatMap(({ before, after }) =>
      before !== null && after !== null ? [{ ...taskToRecord(after), before: before.version }] : [],
    )
    for (const part of parts(changed)) {
      const rows = await this.#run(
        `UPDATE tasks SET (position, ${writtenColumns}) = ROW (r.position, ${writtenValues})
        FROM json_to_recordset($2::json) AS r(before int, ${taskRecord})
        WHERE tasks.space_id = $1::uuid AND tasks.id = r.id AND tasks.version = r.before RETURNING 1`,
        JSON.stringify(part),
      )
      if (rows.length !== part.length) throw new RefusedChange()
    }
  }

  async create({ edits }: Change, tasks: readonly (Task | null)[]): Promise<void> {
    const made = tasks.filter((task, index) => task !== null && edits[index]?.before === null)
    for (const part of parts(made)) {
      await this.#run(
        `INSERT INTO tasks (id, space_id, user_id, number, position, ${writtenColumns})
        SELECT r.id, $1::uuid, $2::uuid, r.number, r.position, ${writtenValues}
        FROM json_to_recordset($3::json) AS r(${taskRecord})`,
        this.#scope.userId,
        JSON.stringify(part.flatMap((task) => (task ? [taskToRecord(task)] : []))),
      )
    }
  }

  /** Operations and events, those that an import brought along first. */
  async record({ history, operation, events, counters }: SealedChange): Promise<void> {
    const all = [...history, { operation, events }]
    for (const part of parts(all)) {
      await this.#run(
        `INSERT INTO operations (space_id, id, first_seq, last_seq, kind, actor, client, at, reverts, reverted_by,
          imported)
        SELECT $1::uuid, r.* FROM json_to_recordset($2::json) AS r(${operationRecord})`,
        JSON.stringify(part.map((each) => operationToRecord(each.operation, each.events, counters.nextSeq))),
      )
    }
    for (const part of parts(all.flatMap((each) => each.events))) {
      await this.#run(
        `INSERT INTO task_events (space_id, seq, id, task_id, number, event_type, event_data, operation_id, actor,
          client, "timestamp", correlation_id)
        SELECT $1::uuid, r.* FROM json_to_recordset($2::json) AS r(${eventRecord})`,
        JSON.stringify(part.map(eventToRecord)),
      )
    }
  }

  async answer({ answer, operation }: Change): Promise<void> {
    if (!answer) return
    const { key, fingerprint, status, body } = answer
    const selected = '$1::uuid, $2::text, $3::text, $4::uuid, $5::int, $6::text'
    await this.#run(keepAnswer(selected), key, fingerprint, operation.id, status, body)
  }

  async mark(change: Change): Promise<void> {
    if (change.marks.length === 0) return
    const rows = await this.#run(
      `UPDATE operations SET reverted_by = r.wanted FROM json_to_recordset($2::json) AS r(${markRecord})
      WHERE operations.space_id = $1::uuid AND operations.id = r.id
        AND operations.reverted_by IS NOT DISTINCT FROM r.held RETURNING 1`,
      marksJson(change),
    )
    if (rows.length !== change.marks.length) throw new RefusedChange()
  }

  async count({ edits }: Change, before: Counters, after: Counters): Promise<void> {
    const delta = totalsDelta(edits)
    await this.#run(
      `WITH sent AS (
        INSERT INTO outbox (space_id, first_seq, last_seq)
        SELECT $1::uuid, $2::bigint, $3::bigint - 1 WHERE $2::bigint < $3::bigint)
      UPDATE space_counters SET next_seq = $3::bigint, next_number = $4::int, pending = pending + $5::int,
        in_progress = in_progress + $6::int, done = done + $7::int, trash = trash + $8::int
      WHERE space_id = $1::uuid`,
      before.nextSeq,
      after.nextSeq,
      after.nextNumber,
      delta.pending,
      delta.in_progress,
      delta.done,
      delta.trash,
    )
  }
}

/** Leaves word of purged tasks to the chat, which blanks what it keeps of them, where any of the members has spoken there. */
const tellChat = `INSERT INTO chat_purges (user_id, task_id, operation_ids)
  SELECT m.user_id, e.task_id, array_agg(DISTINCT e.operation_id) FROM task_events e
  JOIN space_members m ON m.space_id = e.space_id
  WHERE e.space_id = $1::uuid AND e.task_id = ANY ($2::uuid[])
    AND EXISTS (SELECT FROM conversations c WHERE c.user_id = m.user_id)
  GROUP BY m.user_id, e.task_id ON CONFLICT DO NOTHING`

/**
 * Takes out of kept answers what they tell of purged tasks. One with an operation can be told from that, so none of
 * them is searched; another one is kept unless it names a task.
 */
const forgetAnswers = `UPDATE idempotency SET body = NULL WHERE space_id = $1::uuid AND body IS NOT NULL
  AND (operation_id IS NOT NULL OR EXISTS (SELECT FROM unnest($2::text[]) AS id WHERE strpos(body, id) > 0))`

function* parts<T>(rows: readonly T[]): Iterable<readonly T[]> {
  for (let start = 0; start < rows.length; start += rowsMax) yield rows.slice(start, start + rowsMax)
}
