import type { Change } from '../request.ts'
import type { FoundChange } from './change-rule.ts'
import { dateOf } from './dates.ts'
import { isExact, readTarget } from './target.ts'
import { type Reading, unquote } from './text.ts'
import { priorityOf, TAG, tagsOf } from './words.ts'

// What rules make of what they have found; null where the words are nothing of that kind.
export const DATE_NAME = '(?:due[- ]?date|date|deadline|due day|due)'
export const TAG_LIST = `${TAG}(?:(?:,? and |, ?| )${TAG})*`

export const dated = (target: string, words: string, reading: Reading): FoundChange | null => {
  const date = dateOf(words, reading)
  return date === null ? null : { target, change: { op: 'update', fields: { due_date: date } } }
}
export const undated: Change = { op: 'update', fields: { due_date: null } }
export const prioritised = (target: string, words: string): FoundChange | null => {
  const priority = priorityOf(words)
  return priority === null ? null : { target, change: { op: 'update', fields: { priority } } }
}
/** Where more than one `to` stands, the last one counts before a quoted title; else the new title must be quoted. */
export const retitled = (target: string, title: string, reading: Reading): FoundChange | null => {
  const last = /^(.+) (?:to|as) ([\ue000-\ue0ff])$/is.exec(title)
  if (last) return retitled(`${target} to ${last[1]}`, last[2] ?? '', reading)
  const change: Change = { op: 'update', fields: { title: unquote(title, reading) } }
  const unclear = / (?:to|as) /i.test(title) && !isExact(readTarget(target, reading))
  return unclear ? { target, change, say: UNCLEAR_TITLE } : { target, change }
}
const UNCLEAR_TITLE =
  'I cannot tell where the new title begins, so I changed nothing. Please put it in quotation marks: rename rent to “Go to the bank”.'
export const tagged = (target: string, words: string): FoundChange | null => {
  const tags = tagsOf(words)
  return tags && { target, change: { op: 'update', fields: {}, addTags: tags } }
}
export const untagged = (target: string, words: string): FoundChange | null => {
  const tags = tagsOf(words)
  return tags && { target, change: { op: 'update', fields: {}, removeTags: tags } }
}
export const described = (target: string, text: string, reading: Reading): FoundChange => ({
  target,
  change: { op: 'update', fields: { description: unquote(text, reading) } },
})
export const noted = (target: string, text: string, reading: Reading): FoundChange => ({
  target,
  change: { op: 'update', fields: {}, note: unquote(text, reading) },
})

/** "move rent friday": the longest end that is a date. */
export function lastWordsDated(text: string, reading: Reading): FoundChange | null {
  const words = text.split(' ')
  for (let from = Math.max(1, words.length - 6); from < words.length; from++) {
    const found = dated(words.slice(0, from).join(' '), words.slice(from).join(' '), reading)
    if (found) return found
  }
  return null
}
