import {
  type Change,
  type CommitResult,
  changesToWire,
  foldText,
  type Operation,
  type OperationMark,
  type Scope,
  type SealedChange,
  sealChange,
  type Task,
  type TaskEvent,
  type Totals,
  taskPriorities,
  taskTokens,
  taskToWire,
  totalsDelta,
} from '@todo/core'
import type { SqliteFile } from './file.ts'
import { numberOf, placeOf } from './rows.ts'
import { findSpace, insertSpace } from './space.ts'
import { TagWriter } from './tag-writer.ts'

/** Writes a change in one transaction, or says why not. */
export function commitChange(file: SqliteFile, scope: Scope, change: Change): CommitResult {
  return file.transaction(() => {
    const known = findSpace(file, scope)
    const refusal = refusalOf(file, known?.space ?? null, change)
    if (refusal) return refusal
    const space = known ?? insertSpace(file, scope)
    const sealed = sealChange(change, space)
    writeTasks(file, space.space, scope.userId, change, sealed)
    for (const { operation, events } of sealed.history) {
      writeOperation(file, space.space, operation, events, sealed.counters.nextSeq)
    }
    writeOperation(file, space.space, sealed.operation, sealed.events, sealed.counters.nextSeq)
    for (const mark of change.marks) writeMark(file, space.space, mark)
    writeCounters(file, space.space, sealed, totalsDelta(change.edits))
    return { outcome: 'committed', tasks: sealed.tasks, events: sealed.events }
  })
}

function refusalOf(file: SqliteFile, space: number | null, change: Change): CommitResult | null {
  const { operation, edits, marks } = change
  if (file.get('SELECT 1 FROM operations WHERE space = ? AND id = ?', space, operation.id)) {
    return { outcome: 'operation_exists' }
  }
  const taken = edits.flatMap(({ before, after }) =>
    !before && file.get('SELECT 1 FROM tasks WHERE id = ?', after.id) ? [after.id] : [],
  )
  if (taken.length > 0) return { outcome: 'task_exists', ids: taken }
  const stale = edits.some(({ before }) => before && versionOf(file, space, before.id) !== before.version)
  const unmarked = marks.some((mark) => !holds(file, space, mark))
  return stale || unmarked ? { outcome: 'conflict' } : null
}

function versionOf(file: SqliteFile, space: number | null, id: string): number | null {
  const row = file.get('SELECT version FROM tasks WHERE id = ? AND space = ?', id, space)
  return row ? numberOf(row, 'version') : null
}

function holds(file: SqliteFile, space: number | null, { operationId, from }: OperationMark): boolean {
  const row = file.get('SELECT reverted_by FROM operations WHERE space = ? AND id = ?', space, operationId)
  return row !== undefined && row.reverted_by === from
}

function writeTasks(file: SqliteFile, space: number, userId: string, change: Change, sealed: SealedChange) {
  const tags = new TagWriter(file, space)
  const made: Task[] = []
  for (const [index, { before }] of change.edits.entries()) {
    const after = sealed.tasks[index] ?? null
    if (before && after) updateTask(file, space, before, after, tags)
    else if (before) purgeTask(file, space, before, tags)
    else if (after) made.push(after)
  }
  made.sort((left, right) => left.number - right.number)
  for (const task of made) insertTask(file, space, userId, task, tags)
  tags.flush()
}

const insertSql = `INSERT INTO tasks (
  space, id, user_id, number, place, title, title_key, description, status, priority, due_date, tags, position,
  version, created_at, updated_at, completed_at, deleted_at
) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

/** Called in the order of the numbers, so that keys grow with them. */
function insertTask(file: SqliteFile, space: number, userId: string, task: Task, tags: TagWriter): void {
  const { id, number, title, description, status, dueDate, position, version } = task
  const { createdAt, updatedAt, completedAt, deletedAt } = task
  const priority = taskPriorities.indexOf(task.priority)
  const key = file.run(
    insertSql,
    ...[space, id, userId, number, placeOf(task), title, foldText(title), description, status, priority],
    ...[dueDate, JSON.stringify(task.tags), position, version, createdAt, updatedAt, completedAt, deletedAt],
  )
  insertWords(file, key, task)
  tags.move(key, null, task)
}

const updateSql = `UPDATE tasks SET
  place = ?, title = ?, title_key = ?, description = ?, status = ?, priority = ?, due_date = ?, tags = ?,
  position = ?, version = ?, created_at = ?, updated_at = ?, completed_at = ?, deleted_at = ?
WHERE id = ?`

function updateTask(file: SqliteFile, space: number, before: Task, task: Task, tags: TagWriter): void {
  const { id, title, description, status, dueDate, position, version } = task
  const { createdAt, updatedAt, completedAt, deletedAt } = task
  const priority = taskPriorities.indexOf(task.priority)
  file.run(
    updateSql,
    ...[placeOf(task), title, foldText(title), description, status, priority, dueDate],
    ...[JSON.stringify(task.tags), position, version, createdAt, updatedAt, completedAt, deletedAt, id],
  )
  const key = keyOf(file, space, id)
  if (textOfWords(before) !== textOfWords(task)) {
    deleteWords(file, key)
    insertWords(file, key, task)
  }
  tags.move(key, before, task)
}

/** Takes the task and what it said out of the file; its events stay, blank. */
function purgeTask(file: SqliteFile, space: number, task: Task, tags: TagWriter): void {
  const key = keyOf(file, space, task.id)
  tags.move(key, task, null)
  deleteWords(file, key)
  file.run('DELETE FROM tasks WHERE task_key = ?', key)
  file.run(
    "UPDATE task_events SET task = NULL, changes = '{}' WHERE space = ? AND task_id = ?",
    space,
    task.id,
  )
}

function keyOf(file: SqliteFile, space: number, id: string): number {
  const row = file.get('SELECT task_key FROM tasks WHERE id = ? AND space = ?', id, space)
  if (!row) throw new Error('A task that was just checked is gone')
  return numberOf(row, 'task_key')
}

const textOfWords = ({ title, description, tags }: Task): string => JSON.stringify([title, description, tags])

/** FTS5 takes a row id only as an integer, and numbers are bound as reals. */
function insertWords(file: SqliteFile, key: number, task: Task): void {
  const words = taskTokens(task).join(' ')
  file.run('INSERT INTO task_words (rowid, words) VALUES (CAST(? AS INTEGER), ?)', key, words)
}

function deleteWords(file: SqliteFile, key: number): void {
  file.run('DELETE FROM task_words WHERE rowid = CAST(? AS INTEGER)', key)
}

const operationSql = `INSERT INTO operations (
  space, id, kind, actor, client, at, reverts, reverted_by, imported, first_seq, event_count
) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

const eventSql = `INSERT INTO task_events (
  space, seq, id, type, task_id, number, task, changes, operation_id, actor, client, at, correlation_id
) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

function writeOperation(
  file: SqliteFile,
  space: number,
  operation: Operation,
  events: readonly TaskEvent[],
  nextSeq: number,
): void {
  const { id, kind, actor, client, at, revertedBy, imported } = operation
  const reverts = JSON.stringify(operation.reverts)
  const firstSeq = events[0]?.seq ?? nextSeq
  file.run(
    operationSql,
    ...[space, id, kind, actor, client, at, reverts, revertedBy, Number(imported), firstSeq, events.length],
  )
  for (const event of events) {
    const task = event.task && JSON.stringify(taskToWire(event.task))
    const changes = JSON.stringify(changesToWire(event.changes))
    file.run(
      eventSql,
      ...[space, event.seq, event.id, event.type, event.taskId, event.number, task, changes],
      ...[event.operationId, event.actor, event.client, event.at, event.correlationId],
    )
  }
}

function writeMark(file: SqliteFile, space: number, { operationId, to }: OperationMark): void {
  file.run('UPDATE operations SET reverted_by = ? WHERE space = ? AND id = ?', to, space, operationId)
}

function writeCounters(file: SqliteFile, space: number, { counters }: SealedChange, moved: Totals): void {
  file.run(
    `UPDATE spaces SET next_number = ?, next_seq = ?, pending = pending + ?, in_progress = in_progress + ?,
      done = done + ?, trash = trash + ? WHERE space = ?`,
    ...[
      counters.nextNumber,
      counters.nextSeq,
      moved.pending,
      moved.in_progress,
      moved.done,
      moved.trash,
      space,
    ],
  )
}
