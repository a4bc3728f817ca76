import {
  type Change,
  type Scope,
  type SealedChange,
  sealChange,
  type TaskEdit,
  totalsDelta,
} from '@todo/core'
import { keepAnswer } from './answers.ts'
import { type Database, hot, type Statement } from './database.ts'
import { SpaceMissingError } from './errors.ts'
import { editRecord, editsToRecords, markRecord, writtenColumns, writtenValues } from './records.ts'

/** Larger changes go the way of {@link commitMany}. */
const editsMax = 200

/** Whether a change fits the one statement: it purges nothing, and asks for no number or position. */
export function fitsOnce({ edits, importedHistory }: Change): boolean {
  return edits.length > 0 && edits.length <= editsMax && importedHistory.length === 0 && edits.every(isPlain)
}

function isPlain({ before, after }: TaskEdit): boolean {
  return after !== null && (before !== null || (after.number === null && after.position === null))
}

type Count = 'none' | 'one' | 'many'
type Shape = { creates: boolean; changes: Count; marks: Count; answers: boolean }

const countOf = (rows: number): Count => (rows === 0 ? 'none' : rows === 1 ? 'one' : 'many')

/**
 * Commits a change by one statement, which is a transaction of its own. The counter row comes first, so writers
 * of a space queue there, in one order, and find the rows as the one before left them. Whatever is not as the
 * change found it takes the statement back (SQLSTATE TD409).
 */
export async function commitOnce(database: Database, scope: Scope, change: Change): Promise<SealedChange> {
  const { operation, edits, marks, answer } = change
  const creates = edits.filter(({ before }) => before === null).length
  const changed = edits.flatMap(({ before }) => (before ? [before.id] : []))
  const marked = marks.map(({ operationId }) => operationId)
  const shape = {
    creates: creates > 0,
    changes: countOf(changed.length),
    marks: countOf(marked.length),
    answers: answer !== null,
  }
  const delta = totalsDelta(edits)
  const rows = await database.query(statementOf(shape), [
    scope.spaceId,
    creates,
    edits.length,
    delta.pending,
    delta.in_progress,
    delta.done,
    delta.trash,
    JSON.stringify(editsToRecords(edits)),
    operation.id,
    operation.kind,
    operation.actor,
    operation.client,
    operation.at,
    operation.reverts,
    change.correlationId,
    ...(shape.creates ? [scope.userId] : []),
    ...idsOf(changed),
    ...(marked.length > 0 ? [marksJson(change), ...idsOf(marked)] : []),
    ...(answer ? [answer.key, answer.fingerprint, answer.status, answer.body] : []),
  ])
  const [counters] = rows
  if (!counters) throw new SpaceMissingError()
  return sealChange(change, { nextNumber: Number(counters[0]), nextSeq: Number(counters[1]) })
}

/** The marks of a change in the shape of `markRecord`. */
export function marksJson({ marks }: Change): string {
  return JSON.stringify(
    marks.map(({ operationId, from, to }) => ({ id: operationId, held: from, wanted: to })),
  )
}

const statements = new Map<string, Statement>()

function statementOf(shape: Shape): Statement {
  const key = JSON.stringify(shape)
  const known = statements.get(key)
  if (known) return known
  const statement = hot(textOf(shape))
  statements.set(key, statement)
  return statement
}

/** One id is compared, several are looked up in a list: so that either keeps one plan, on the primary key. */
const idsOf = (ids: readonly string[]): unknown[] => (ids.length < 2 ? [...ids] : [ids])
const isAmong = (count: Count, at: number): string =>
  count === 'one' ? `= $${at}::uuid` : `= ANY ($${at}::uuid[])`
const rowsOf = (count: Count, at: number): string => (count === 'one' ? '1' : `cardinality($${at}::uuid[])`)

/** The values that every shape has are $1 to $15; those of its parts follow in this order. */
function textOf({ creates, changes, marks, answers }: Shape): string {
  const changedAt = creates ? 17 : 16
  const markedAt = changes === 'none' ? changedAt : changedAt + 1
  const answeredAt = marks === 'none' ? markedAt : markedAt + 2
  const parts = [
    counterPart,
    editPart(creates),
    ...(creates ? [madePart] : []),
    ...(changes === 'none' ? [] : [changedPart(isAmong(changes, changedAt))]),
    ...(marks === 'none' ? [] : [markPart(markedAt, isAmong(marks, markedAt + 1))]),
    operationPart,
    eventPart(creates),
    outboxPart,
    ...(answers ? [answerPart(answeredAt)] : []),
  ]
  const checks = [
    ...(changes === 'none' ? [] : [`(SELECT count(*) FROM changed) = ${rowsOf(changes, changedAt)}`]),
    ...(marks === 'none' ? [] : [`(SELECT count(*) FROM mark) = ${rowsOf(marks, markedAt + 1)}`]),
  ]
  const seq =
    checks.length === 0 ? 'seq' : `CASE WHEN ${checks.join(' AND ')} THEN seq ELSE refuse_change() END`
  return `WITH ${parts.join(',\n')}\nSELECT number, ${seq} FROM counter`
}

const counterPart = `counter AS (
  UPDATE space_counters SET next_number = next_number + $2::int, next_seq = next_seq + $3::int,
    pending = pending + $4::int, in_progress = in_progress + $5::int, done = done + $6::int, trash = trash + $7::int
  WHERE space_id = $1::uuid
  RETURNING next_number - $2::int AS number, next_seq - $3::int AS seq)`

/** A new task gets its number here, and the position after all before it (as core's `initialPosition`). */
const editPart = (creates: boolean): string => {
  if (!creates) {
    return `edit AS MATERIALIZED (SELECT counter.seq + r.ord AS seq, r.*
      FROM counter, json_to_recordset($8::json) AS r(${editRecord}))`
  }
  return `numbered AS (SELECT counter.seq + r.ord AS seq, coalesce(r.number, counter.number + r.made) AS given, r.*
      FROM counter, json_to_recordset($8::json) AS r(${editRecord})),
    edit AS MATERIALIZED (SELECT r.*,
      coalesce(r.position, chr(96 + length(r.given::text)) || r.given::text) AS place FROM numbered r)`
}

const madePart = `made AS (
  INSERT INTO tasks (id, space_id, user_id, number, position, ${writtenColumns})
  SELECT r.id, $1::uuid, $16::uuid, r.given, r.place, ${writtenValues}
  FROM edit r WHERE r.before IS NULL ORDER BY r.ord)`

const changedPart = (isChanged: string): string => `changed AS (
  UPDATE tasks SET (position, ${writtenColumns}) = ROW (r.position, ${writtenValues})
  FROM edit r
  WHERE tasks.id ${isChanged} AND tasks.id = r.id AND tasks.space_id = $1::uuid
    AND tasks.version = r.before
  RETURNING 1)`

const markPart = (at: number, isMarked: string): string => `mark AS (
  UPDATE operations SET reverted_by = r.wanted
  FROM counter, json_to_recordset($${at}::json) AS r(${markRecord})
  WHERE operations.space_id = $1::uuid AND operations.id ${isMarked} AND operations.id = r.id
    AND operations.reverted_by IS NOT DISTINCT FROM r.held
  RETURNING 1)`

const operationPart = `operation AS (
  INSERT INTO operations (space_id, id, first_seq, last_seq, kind, actor, client, at, reverts)
  SELECT $1::uuid, $9::uuid, seq, seq + $3::int - 1, $10::text, $11::text, $12::text, $13::timestamptz, $14::uuid[]
  FROM counter)`

const eventPart = (creates: boolean): string => `event AS (
  INSERT INTO task_events (space_id, seq, id, task_id, number, event_type, event_data, operation_id, actor, client,
    "timestamp", correlation_id)
  SELECT $1::uuid, r.seq, r.event_id, r.id, ${creates ? 'r.given' : 'r.number'}, r.event_type,
    ${creates ? numberedData : 'r.event_text'}::jsonb, $9::uuid, $11::text, $12::text, $13::timestamptz, $15::text
  FROM edit r)`

/** The text of a new task's event lacks its beginning; a position made here holds letters and digits only. */
const numberedData = `(CASE WHEN r.before IS NULL
    THEN '{"task":{"number":' || r.given || ',"position":"' || r.place || '",' || r.event_text
    ELSE r.event_text END)`

const outboxPart = `sent AS (
  INSERT INTO outbox (space_id, first_seq, last_seq) SELECT $1::uuid, seq, seq + $3::int - 1 FROM counter)`

const answerPart = (at: number): string => `answered AS (
  ${keepAnswer(`$1::uuid, $${at}::text, $${at + 1}::text, $9::uuid, $${at + 2}::int, $${at + 3}::text FROM counter`)})`
