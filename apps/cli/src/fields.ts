import {
  isCalendarDate,
  isTaskPriority,
  isTaskStatus,
  normalizeTag,
  type TaskPriority,
  type TaskStatus,
  tagProblem,
  taskPriorities,
  taskStatuses,
} from '@todo/core'
import type { Flag, ParsedArgs } from './command.ts'
import { UsageError } from './errors.ts'
import type { Session } from './session.ts'
import { closest } from './suggest.ts'

export const priorityFlag: Flag = {
  name: 'priority',
  value: 'PRIORITY',
  summary: 'low, medium or high',
  suggests: 'priority',
}

export const limitFlag: Flag = { name: 'limit', value: 'N', summary: 'Show at most N', suggests: 'nothing' }

/** Which operations of the history: since when, by whom, through what. */
export const operationFlags: readonly Flag[] = [
  {
    name: 'since',
    value: 'TIME',
    summary: '14:00, 2026-11-23, "2026-11-23 14:00", 2h (ago)',
    suggests: 'nothing',
  },
  { name: 'actor', value: 'ACTOR', summary: 'Only by user, assistant, agent or system', suggests: 'actor' },
  {
    name: 'client',
    value: 'CLIENT',
    summary: 'Only from cli, web, api, chat, mcp:NAME',
    suggests: 'nothing',
  },
]

export function parsePriority(args: ParsedArgs): TaskPriority | null {
  const text = args.text('priority')
  return text === undefined ? null : oneOf('--priority', text, taskPriorities, isTaskPriority)
}

export function parseStatus(args: ParsedArgs): TaskStatus | null {
  const text = args.text('status')?.replaceAll('-', '_')
  return text === undefined ? null : oneOf('--status', text, taskStatuses, isTaskStatus)
}

/** A value out of a few. Throws `UsageError` naming them, and the one that was probably meant. */
export function oneOf<Value extends string>(
  flag: string,
  text: string,
  values: readonly Value[],
  isValue: (value: unknown) => value is Value,
): Value {
  const value = text.trim().toLowerCase()
  if (isValue(value)) return value
  const meant = closest(value, values)
  const guess = meant === null ? '' : ` Did you mean ${meant}?`
  throw new UsageError(`${flag} does not know "${text}".${guess}`, `Use one of: ${values.join(', ')}`)
}

/** Tags as people write them: `home`, `#home`, `@home`, `home,garden`. Throws `UsageError`. */
export function parseTags(texts: readonly string[]): string[] {
  const tags = texts
    .flatMap((text) => text.split(','))
    .map((tag) => normalizeTag(tag.trim().replace(/^[#@]/, '')))
    .filter((tag) => tag !== '')
  for (const tag of tags) {
    const problem = tagProblem(tag)
    if (problem) throw new UsageError(`"${tag}": ${problem}.`)
  }
  return [...new Set(tags)]
}

/** From 1 on; `null` where not given. Throws `UsageError`. */
export function parseLimit(args: ParsedArgs): number | null {
  const text = args.text('limit')
  if (text === undefined) return null
  const limit = /^\d{1,15}$/.test(text.trim()) ? Number(text) : 0
  if (limit < 1) throw new UsageError(`--limit needs a number from 1 on, not "${text}".`)
  return limit
}

/** A due date as `2026-12-24` or in the words of quick add, as `YYYY-MM-DD`. Throws `UsageError`. */
export async function parseDue(session: Session, text: string): Promise<string> {
  const written = text.trim()
  if (isCalendarDate(written)) return written
  const { parseQuickAdd } = await import('@todo/core/quick-add')
  const { title, dueDate } = parseQuickAdd(`x ${written}`, { today: session.today(), locale: session.locale })
  if (title === 'x' && dueDate !== null) return dueDate
  throw new UsageError(
    `--due does not know the date "${text}".`,
    'Write 2026-12-24, tomorrow, friday, "in 3 days" or 25 dec, with quotes around more than one word',
  )
}

/** Refuses words where a command takes none. */
export function refusePositionals(args: ParsedArgs, hint?: string): void {
  const [word] = args.positionals
  if (word !== undefined) throw new UsageError(`"${word}" is one word too many.`, hint)
}
