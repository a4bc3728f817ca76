import { parsed } from '@todo/core/loose-json'
import { consentIn } from '../consent.ts'

/** What stands where something was purged. */
export const forgottenMark = '[deleted for good]'

/** What is to be taken out: what tasks are called by, and texts, wherever they stand. */
export type Forgotten = {
  /** Of the purged tasks, and of the changes of them. */
  ids: ReadonlySet<string>
  /** Texts that tell of nothing else. */
  wholes: ReadonlySet<string>
  /** Their titles and descriptions within other texts. */
  words: RegExp | null
}

export function forgotten(
  ids: ReadonlySet<string>,
  texts: Iterable<string>,
  wholes: Iterable<string>,
): Forgotten {
  const patterns = [...new Set(texts)]
    .map((text) => text.trim())
    .filter((text) => text.length > 1 && text !== forgottenMark)
    .sort((left, right) => right.length - left.length)
    .map(patternOf)
  return {
    ids,
    wholes: new Set([...wholes].map((text) => text.trim()).filter((text) => isTelling(text))),
    words: patterns.length === 0 ? null : new RegExp(patterns.join('|'), 'giu'),
  }
}

const isTelling = (text: string): boolean => text !== '' && consentIn(text) === null

/** The text as whole words, in any case, however it is broken into lines. */
function patternOf(text: string): string {
  const words = text.split(/\s+/).map((word) => word.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'))
  const before = isSpaced(text.slice(0, 2)) ? String.raw`(?<![\p{L}\p{N}])` : ''
  const after = isSpaced(text.slice(-2)) ? String.raw`(?![\p{L}\p{N}])` : ''
  return before + words.join(String.raw`\s+`) + after
}

/** Whether words of this script stand apart from each other. */
const isSpaced = (edge: string): boolean =>
  /[\p{L}\p{N}]/u.test(edge) && !/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u.test(edge)

/** A text without what is forgotten. */
export function redactText(text: string, { wholes, words }: Forgotten): string {
  if (wholes.has(text.trim())) return forgottenMark
  return words === null ? text : text.replace(words, forgottenMark)
}

/** What names and orders things, and is never what a person wrote. */
const untouched = new Set(
  [
    'type id name role status model kind object op actor client priority due_date created_at updated_at completed_at',
    'deleted_at reverted_by callId call_id run_id approval_id task_id operation_id responseId toolName tool agent',
    'functionToolStateKey agentIdentity serverName executionStatus $schemaVersion format next_cursor position',
  ].flatMap((names) => names.split(' ')),
)

/** A value without what is forgotten, in its own shape, also where it is JSON within a text. */
export function redact(value: unknown, what: Forgotten, key = ''): unknown {
  if (untouched.has(key)) return value
  if (typeof value === 'string') {
    const inner = /^\s*[{[]/.test(value) ? parsed(value) : undefined
    return inner === undefined ? redactText(value, what) : JSON.stringify(redact(inner, what))
  }
  if (Array.isArray(value)) return value.map((each) => redact(each, what, key))
  if (typeof value !== 'object' || value === null) return value
  return redactObject(value, what)
}

function redactObject(value: object, what: Forgotten): unknown {
  const { id, title, task_id, summary } = { id: null, title: null, task_id: null, summary: null, ...value }
  const isNamed = [id, task_id].some((each) => typeof each === 'string' && what.ids.has(each))
  if (!isNamed && typeof id === 'string' && typeof title === 'string') return value
  const isBlank = isNamed || (typeof title === 'string' && redactText(title, what) === forgottenMark)
  return Object.fromEntries(
    Object.entries(value).map(([key, member]): [string, unknown] => {
      if (isBlank && key === 'title' && typeof member === 'string') return [key, forgottenMark]
      if (isBlank && key === 'description' && member !== undefined) return [key, null]
      if (isBlank && key === 'tags' && Array.isArray(member)) return [key, []]
      if (isNamed && key === 'summary' && typeof summary === 'string') return [key, forgottenMark]
      return [key, redact(member, what, key)]
    }),
  )
}
