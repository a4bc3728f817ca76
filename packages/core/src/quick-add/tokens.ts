import type { Word } from './words.ts'

export type Priority = 'low' | 'medium' | 'high'

/** What a word that looks like a tag is: a tag, or text with the reason where there is one to give. */
type TagReading = { tag: string } | { tag: null; note: string | null }

const TAG_LENGTH_MAX = 50
// A letter or a pictogram: `#123`, `#` and `#-` are text.
const NAMES_SOMETHING = /[\p{L}\p{So}\p{Extended_Pictographic}]/u
const NO_PART_OF_TAG = /[#@,，、()[\]{}<>"“”„«»`]/
const POSSESSIVE = /['’]s?$/

const PRIORITY_ANYWHERE: ReadonlyMap<string, Priority> = new Map([
  ['!high', 'high'],
  ['!medium', 'medium'],
  ['!low', 'low'],
])
const PRIORITY_AT_EDGE: ReadonlyMap<string, Priority> = new Map([
  ['p1', 'high'],
  ['p2', 'medium'],
  ['p3', 'low'],
  ['p4', 'low'],
])

/** Reads `#tag` or `@tag`: lower-cased, NFC, 1–50 code points. Null for a word that does not begin like one. */
export function readTag({ core }: Word): TagReading | null {
  if (!core.startsWith('#') && !core.startsWith('@')) return null
  const name = core.slice(1)
  if (!NAMES_SOMETHING.test(name)) return { tag: null, note: null }
  if (NO_PART_OF_TAG.test(name))
    return { tag: null, note: 'A tag has no #, @, comma, bracket or quotation mark in it' }
  if (POSSESSIVE.test(name)) return { tag: null, note: 'A possessive is no tag' }
  const tag = name.toLowerCase().normalize('NFC')
  if (codePointsUpTo(tag, TAG_LENGTH_MAX + 1) <= TAG_LENGTH_MAX) return { tag }
  return { tag: null, note: `A tag has at most ${TAG_LENGTH_MAX} characters` }
}

/** Reads `!high`, which counts anywhere, and `p1`, which counts at the beginning or end. */
export function readPriority({ lower, trail }: Word): { priority: Priority; anywhere: boolean } | null {
  const marked = PRIORITY_ANYWHERE.get(lower)
  if (marked) return { priority: marked, anywhere: true }
  const short = PRIORITY_AT_EDGE.get(lower)
  // "Is it p1?" asks about it.
  return short && !/[?？؟]/.test(trail) ? { priority: short, anywhere: false } : null
}

/** `+project`, which is reserved. */
export function isProject({ core }: Word): boolean {
  return /^\+\p{L}/u.test(core)
}

function codePointsUpTo(text: string, max: number): number {
  let count = 0
  for (const _ of text) if (++count === max) break
  return count
}
