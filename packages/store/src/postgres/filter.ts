import type { TaskFilter } from '@todo/core'

/** Collects the values of a statement and hands out their placeholders. */
export class Values {
  readonly list: unknown[] = []

  add(value: unknown, type: string): string {
    return `$${this.list.push(value)}::${type}`
  }
}

/** The conditions on tasks of a space that pass a filter. */
export function conditions(spaceId: string, filter: TaskFilter, values: Values): string[] {
  const found = [
    `space_id = ${values.add(spaceId, 'uuid')}`,
    filter.trash ? 'deleted_at IS NOT NULL' : 'deleted_at IS NULL',
  ]
  if (filter.statuses.length > 0) found.push(statusIn(filter.statuses))
  if (filter.priority !== null) found.push(`priority = ${values.add(filter.priority, 'text')}`)
  if (filter.dueBefore !== null) found.push(`due_date < ${values.add(filter.dueBefore, 'date')}`)
  if (filter.dueAfter !== null) found.push(`due_date > ${values.add(filter.dueAfter, 'date')}`)
  const search = searchQuery(filter)
  if (search !== null) found.push(`search @@ ${values.add(search, 'tsquery')}`)
  return found
}

/** Statuses stand in the text itself: they are a closed set, and the planner knows how common each is. */
export function statusIn(statuses: TaskFilter['statuses']): string {
  const [only, ...others] = statuses.map((status) => `'${status}'`)
  return others.length === 0 ? `status = ${only}` : `status IN (${[only, ...others].join(', ')})`
}

/** The lexemes of a task in the `search` column: its words, and its tags whole. */
export function searchLexemes(words: readonly string[], tags: readonly string[]): string[] {
  return [...words, ...tags.map(tagLexeme)]
}

/** No word holds a `#`, so one index serves words and tags. */
const tagLexeme = (tag: string): string => `#${tag}`

function searchQuery({ words, tags, tagMode }: TaskFilter): string | null {
  const parts = words.map((word) => `${quoted(word)}:*`)
  if (tags.length > 0) {
    const wanted = tags.map((tag) => quoted(tagLexeme(tag)))
    parts.push(`(${wanted.join(tagMode === 'all' ? ' & ' : ' | ')})`)
  }
  return parts.length > 0 ? parts.join(' & ') : null
}

const quoted = (lexeme: string): string => `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`

/** A number that a client's cursor carried, as a bound that PostgreSQL can read. */
export const whole = (value: number, most = Number.MAX_SAFE_INTEGER): number =>
  Math.min(Math.max(Math.ceil(value), -1), most)
