import { statSync } from 'node:fs'
import { StoreFileError } from './errors.ts'
import type { SqliteFile } from './file.ts'
import { numberOf, textOf } from './rows.ts'

export type SqliteFacts = {
  path: string
  schemaVersion: number
  sqliteVersion: string
  /** The file with what still stands in its log. */
  sizeBytes: number
  counts: { spaces: number; tasks: number; trash: number; operations: number; events: number }
  /** What SQLite's own check and the recount of the totals found; empty where all is well. */
  problems: readonly string[]
}

const countsSql = `SELECT
  (SELECT count(*) FROM spaces) AS spaces,
  (SELECT count(*) FROM tasks WHERE deleted_at IS NULL) AS tasks,
  (SELECT count(*) FROM tasks WHERE deleted_at IS NOT NULL) AS trash,
  (SELECT count(*) FROM operations) AS operations,
  (SELECT count(*) FROM task_events) AS events`

/** Reads and checks the whole file. */
export function readFacts(file: SqliteFile): SqliteFacts {
  const version = file.get('PRAGMA user_version') ?? {}
  const sqlite = file.get('SELECT sqlite_version() AS version') ?? {}
  const problems = problemsOf(file)
  const counts = file.get(countsSql) ?? {}
  return {
    path: file.path,
    schemaVersion: numberOf(version, 'user_version'),
    sqliteVersion: textOf(sqlite, 'version'),
    sizeBytes: sizeOf(file.path) + sizeOf(`${file.path}-wal`),
    counts: {
      spaces: numberOf(counts, 'spaces'),
      tasks: numberOf(counts, 'tasks'),
      trash: numberOf(counts, 'trash'),
      operations: numberOf(counts, 'operations'),
      events: numberOf(counts, 'events'),
    },
    problems,
  }
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0

/** Each query answers with what is wrong; the counters must equal a recount. */
const recounts: readonly string[] = [
  `SELECT 'totals of space ' || space AS problem FROM spaces s WHERE
    pending <> (SELECT count(*) FROM tasks WHERE space = s.space AND place = 'pending') OR
    in_progress <> (SELECT count(*) FROM tasks WHERE space = s.space AND place = 'in_progress') OR
    done <> (SELECT count(*) FROM tasks WHERE space = s.space AND place = 'done') OR
    trash <> (SELECT count(*) FROM tasks WHERE space = s.space AND place = 'trash')`,
  `SELECT 'sequence of space ' || space AS problem FROM spaces s WHERE
    next_seq - 1 <> (SELECT count(*) FROM task_events WHERE space = s.space) OR
    next_seq - 1 <> (SELECT ifnull(max(seq), 0) FROM task_events WHERE space = s.space)`,
  `SELECT 'numbers of space ' || space AS problem FROM spaces s WHERE
    next_number <= (SELECT ifnull(max(number), 0) FROM tasks WHERE space = s.space)`,
  `SELECT 'counts of tag ' || tag AS problem FROM tag_counts c WHERE
    total + trash <> (SELECT count(*) FROM task_tags WHERE space = c.space AND tag = c.tag)`,
]

function problemsOf(file: SqliteFile): string[] {
  try {
    const checked = file.all('PRAGMA integrity_check').map((row) => textOf(row, 'integrity_check'))
    const recounted = recounts.flatMap((sql) => file.all(sql).map((row) => textOf(row, 'problem')))
    return [...checked.filter((line) => line !== 'ok'), ...recounted]
  } catch (error) {
    if (error instanceof StoreFileError) return [error.message]
    throw error
  }
}
