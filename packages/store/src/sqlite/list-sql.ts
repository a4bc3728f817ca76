import type { SQLInputValue } from 'node:sqlite'
import { countsFromTotals, type ListCursor, type TaskFilter, type TaskSort, taskPriorities } from '@todo/core'
import { type Place, taskColumns } from './rows.ts'

/** A statement and its values, in order. */
export type Sql = { text: string; values: SQLInputValue[] }

/** The column and the index of each sort. */
export const sorts: Record<TaskSort, { column: string; index: string }> = {
  created_at: { column: 'created_at', index: 'tasks_by_created_at' },
  updated_at: { column: 'updated_at', index: 'tasks_by_updated_at' },
  due_date: { column: 'due_date', index: 'tasks_by_due_date' },
  priority: { column: 'priority', index: 'tasks_by_priority' },
  title: { column: 'title_key', index: 'tasks_by_title' },
  number: { column: 'number', index: 'tasks_by_number' },
  position: { column: 'position', index: 'tasks_by_position' },
}

/** The places that a filter looks at. */
export function placesOf({ trash, statuses }: TaskFilter): readonly Place[] {
  if (trash) return ['trash']
  return statuses.length > 0 ? [...new Set(statuses)] : ['pending', 'in_progress', 'done']
}

/** Where the rows come from: found by words, by a tag, by their due date, or read along the index of the sort. */
export type Source = 'words' | 'tags' | 'due' | 'sort'

export function sourceOf(filter: TaskFilter, sort: TaskSort): Source {
  if (filter.words.length > 0) return 'words'
  if (filter.tags.length > 0) return 'tags'
  const isDue = filter.dueBefore !== null || filter.dueAfter !== null
  return isDue && sort !== 'due_date' ? 'due' : 'sort'
}

/** `FROM` and the condition that lead to the rows. The order of a CROSS JOIN is kept by SQLite. */
export function fromSource(source: Source, space: number, filter: TaskFilter, sort: TaskSort): Sql {
  const key = 'CROSS JOIN tasks t ON t.task_key = '
  if (source === 'words') {
    const text = `FROM task_words f ${key} f.rowid WHERE task_words MATCH ? AND t.space = ?`
    return { text, values: [filter.words.map((word) => `"${word}"*`).join(' '), space] }
  }
  if (source === 'tags') {
    const tags = filter.tagMode === 'all' ? filter.tags.slice(0, 1) : filter.tags
    const where = `WHERE space = ? AND tag IN (${marks(tags)})`
    const rows = tags.length > 1 ? 'SELECT DISTINCT task_key' : 'SELECT task_key'
    return {
      text: `FROM (${rows} FROM task_tags ${where}) g ${key} g.task_key WHERE 1`,
      values: [space, ...tags],
    }
  }
  const { index } = sorts[source === 'due' ? 'due_date' : sort]
  return { text: `FROM tasks t INDEXED BY ${index} WHERE t.space = ?`, values: [space] }
}

/** The conditions of a filter beyond its place, and beyond what the source answers already. */
export function conditionsOf(filter: TaskFilter, source: Source, space: number): Sql {
  const parts: Sql[] = []
  const say = (text: string, ...values: SQLInputValue[]): void => {
    parts.push({ text, values })
  }
  if (filter.trash && filter.statuses.length > 0) {
    say(`t.status IN (${marks(filter.statuses)})`, ...filter.statuses)
  }
  if (filter.priority !== null) say('t.priority = ?', taskPriorities.indexOf(filter.priority))
  if (filter.dueBefore !== null) say('t.due_date < ?', filter.dueBefore)
  if (filter.dueAfter !== null) say('t.due_date > ?', filter.dueAfter)
  const tagged = 'EXISTS (SELECT 1 FROM task_tags WHERE space = ? AND tag = ? AND task_key = t.task_key)'
  if (filter.tagMode === 'all') {
    for (const tag of filter.tags.slice(source === 'tags' ? 1 : 0)) say(tagged, space, tag)
  } else if (filter.tags.length > 0 && source !== 'tags') {
    const any = filter.tags.map(() => tagged).join(' OR ')
    say(`(${any})`, ...filter.tags.flatMap((tag) => [space, tag]))
  }
  return joined(parts, '')
}

/** Each part of a condition, with `AND` before it. */
export function joined(parts: readonly Sql[], first: string): Sql {
  return {
    text: first + parts.map(({ text }) => ` AND ${text}`).join(''),
    values: parts.flatMap(({ values }) => values),
  }
}

export const marks = (values: readonly unknown[]): string => values.map(() => '?').join(', ')

export const placed = (places: readonly Place[]): Sql => ({
  text: places.length === 1 ? 't.place = ?' : `t.place IN (${marks(places)})`,
  values: [...places],
})

/** Rows strictly after a cursor. A number is unique in its space; all else is told apart by id. */
export function afterCursor(sort: TaskSort, order: 'asc' | 'desc', { key, id }: ListCursor): Sql {
  const sign = order === 'asc' ? '>' : '<'
  if (sort === 'number') return { text: `t.number ${sign} ?`, values: [key] }
  return { text: `(t.${sorts[sort].column}, t.id) ${sign} (?, ?)`, values: [key, id] }
}

/** `number` alone is unique, and the other keys are followed by the id. */
export function orderBy(sort: TaskSort, order: 'asc' | 'desc', prefix = ''): string {
  const column = `${prefix}${sorts[sort].column} ${order}`
  return sort === 'number' ? `ORDER BY ${column}` : `ORDER BY ${column}, ${prefix}id ${order}`
}

/** Selects tasks with all that core needs, and the folded title that the order of titles goes by. */
export const selectTasks = `SELECT ${[...taskColumns.split(', '), 'title_key'].map((name) => `t.${name}`).join(', ')}`

/** Counts no further than `limit` rows; exactly where the filter names nothing but status. */
export function countSql(space: number, filter: TaskFilter, limit: number): Sql {
  const sort = filter.dueBefore !== null || filter.dueAfter !== null ? 'due_date' : 'priority'
  const source = sourceOf(filter, sort)
  const from = fromSource(source, space, filter, sort)
  const where = joined([placed(placesOf(filter))], '')
  const conditions = conditionsOf(filter, source, space)
  const rows = `SELECT 1 ${from.text}${where.text}${conditions.text}`
  const values = [...from.values, ...where.values, ...conditions.values]
  if (countsFromTotals(filter)) return { text: `SELECT count(*) AS total FROM (${rows})`, values }
  return { text: `SELECT count(*) AS total FROM (${rows} LIMIT ?)`, values: [...values, limit + 1] }
}
