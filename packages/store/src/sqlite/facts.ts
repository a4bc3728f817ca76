import { statSync } from 'node:fs'
import { StoreFileError } from './errors.ts'
import type { SqliteFile } from './file.ts'
import { numberOf, textOf } from './rows.ts'

type Counts = { spaces: number; tasks: number; trash: number; operations: number; events: number }

export type SqliteFacts = {
  path: string
  schemaVersion: number
  sqliteVersion: string
  /** The file with what still stands in its log. */
  sizeBytes: number
  /** `null` where the file is too damaged to count. */
  counts: Counts | null
  /** What SQLite's own check and the recount of the totals found; empty where all is well. */
  problems: readonly string[]
}

const countsSql = `SELECT
  (SELECT count(*) FROM spaces) AS spaces,
  (SELECT count(*) FROM tasks WHERE deleted_at IS NULL) AS tasks,
  (SELECT count(*) FROM tasks WHERE deleted_at IS NOT NULL) AS trash,
  (SELECT count(*) FROM operations) AS operations,
  (SELECT count(*) FROM task_events) AS events`

/** Reads and checks the whole file. Damage is among the facts, and throws nothing. */
export function readFacts(file: SqliteFile): SqliteFacts {
  const version = file.get('PRAGMA user_version') ?? {}
  const sqlite = file.get('SELECT sqlite_version() AS version') ?? {}
  const problems: string[] = []
  const checked = reported(problems, () => file.all('PRAGMA integrity_check')) ?? []
  problems.push(...checked.map((row) => textOf(row, 'integrity_check')).filter((line) => line !== 'ok'))
  for (const sql of recounts) {
    const found = reported(problems, () => file.all(sql)) ?? []
    problems.push(...found.map((row) => textOf(row, 'problem')))
  }
  return {
    path: file.path,
    schemaVersion: numberOf(version, 'user_version'),
    sqliteVersion: textOf(sqlite, 'version'),
    sizeBytes: sizeOf(file.path) + sizeOf(`${file.path}-wal`),
    counts: reported(problems, () => countsOf(file)),
    problems: [...new Set(problems)],
  }
}

function countsOf(file: SqliteFile): Counts {
  const row = file.get(countsSql) ?? {}
  return {
    spaces: numberOf(row, 'spaces'),
    tasks: numberOf(row, 'tasks'),
    trash: numberOf(row, 'trash'),
    operations: numberOf(row, 'operations'),
    events: numberOf(row, 'events'),
  }
}

/** The result, or `null` and the file's fault among the problems. */
function reported<Result>(problems: string[], work: () => Result): Result | null {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof StoreFileError)) throw error
    problems.push(error.message)
    return null
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
