import { isCalendarDate, normalizeTag, tagProblem } from '../task/rules.ts'
import { isTaskStatus, type TaskPriority, type TaskStatus } from '../task/task.ts'

/** What a word of a todo.txt line means to us; every other word is part of the title. */
export type TodotxtWord =
  | { field: 'tag'; value: string }
  | { field: 'dueDate'; value: string }
  | { field: 'priority'; value: TaskPriority }
  | { field: 'status'; value: TaskStatus }
  | { field: 'description'; value: string }

/** `@context`, `due:2026-12-24`, `pri:A`, `status:in_progress`, `desc:ENCODED`; else `null`. */
export function wordMeaning(word: string): TodotxtWord | null {
  if (word.startsWith('@')) {
    const tag = word.slice(1)
    return tagProblem(tag) === null ? { field: 'tag', value: normalizeTag(tag) } : null
  }
  const colon = word.indexOf(':')
  if (colon === -1) return null
  const value = word.slice(colon + 1)
  switch (word.slice(0, colon)) {
    case 'due':
      return isCalendarDate(value) ? { field: 'dueDate', value } : null
    case 'pri':
      return /^[A-Z]$/.test(value) ? { field: 'priority', value: priorityOf(value) } : null
    case 'status':
      return isTaskStatus(value) ? { field: 'status', value } : null
    case 'desc':
      return value === '' ? null : { field: 'description', value: decodeText(value) }
    default:
      return null
  }
}

/** A is high, B medium, everything after it low. */
export function priorityOf(letter: string): TaskPriority {
  if (letter === 'A') return 'high'
  return letter === 'B' ? 'medium' : 'low'
}

export const priorityLetters: Record<TaskPriority, string> = { high: 'A', medium: 'B', low: 'C' }

/** A word of a title as it stands in a line: what would mean something else gets a backslash. */
export function escapeWord(word: string): string {
  return wordMeaning(word.replace(/^\\+/, '')) ? `\\${word}` : word
}

/** Takes the backslash of {@link escapeWord} off again; `\\server\share` keeps all of its own. */
export function unescapeWord(word: string): string {
  return word.startsWith('\\') && wordMeaning(word.replace(/^\\+/, '')) ? word.slice(1) : word
}

/** A text as one word: white space, `%` and control characters by their codes, the rest readable. */
export function encodeText(text: string): string {
  return text.replace(/[%\s\p{Cc}]/gu, encodeURIComponent)
}

/** What is not encoded (`desc:100%`) is taken as it is. */
function decodeText(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
