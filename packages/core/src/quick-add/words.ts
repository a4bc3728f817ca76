import type { Quotation } from './quotes.ts'

/** A run without white space. Positions are UTF-16 units of the text. */
export type Word = {
  start: number
  end: number
  /** The word without the brackets and marks around it, and where that stands. */
  core: string
  lower: string
  coreStart: number
  coreEnd: number
  lead: string
  trail: string
  /** In quotation marks, a web address or a refused stretch: nothing in it is understood. */
  literal: boolean
  /** In a refused stretch: it is looked through, so that what stands beside it counts as before. */
  refused: boolean
}

export const OPENING_BRACKETS = '([{<（［【'
export const CLOSING_BRACKETS = ')]}>）］】'
/** Marks that only part one thing from the next; beside a token they go with it. */
export const SEPARATORS = '.,;:，、。；：،؛'
/** Marks that belong to the whole title and stay. */
export const SENTENCE_MARKS = '!?…！？؟'
/** Directions of writing, zero-width space and soft hyphen: unseen beside a token. */
const INVISIBLE = '\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u00ad'

const WORD = /[^\s\u0085]+/g
const ADDRESS = /^(?:\S{0,40}:\/\/|www\.|mailto:)/i
const LIST_MARKS = ',;，、'
const LEADING = OPENING_BRACKETS + INVISIBLE
const TRAILING = CLOSING_BRACKETS + SEPARATORS + SENTENCE_MARKS + INVISIBLE

export function isInvisible(mark: string): boolean {
  return INVISIBLE.includes(mark)
}

/** Cuts a text into words. */
export function readWords(
  text: string,
  quotations: readonly Quotation[],
  refused: readonly Quotation[] = [],
): Word[] {
  const words: Word[] = []
  let next = 0
  for (const run of text.matchAll(WORD)) {
    const runEnd = run.index + run[0].length
    const address = ADDRESS.test(run[0])
    for (const [start, end] of address ? [[run.index, runEnd] as const] : pieces(text, run.index, runEnd)) {
      let quotation = quotations[next]
      while (quotation && quotation.end <= start) quotation = quotations[++next]
      const quoted = quotation !== undefined && quotation.start < end
      const isRefused = refused.some((stretch) => stretch.start < end && stretch.end > start)
      words.push(makeWord(text, start, end, address || quoted, isRefused))
    }
  }
  return words
}

/** `milk,#home,@work` is three words: a comma before `#` or `@` parts them. */
function pieces(text: string, from: number, to: number): (readonly [number, number])[] {
  const cut: (readonly [number, number])[] = []
  let start = from
  for (let at = from + 1; at < to; at++) {
    if (!'#@'.includes(text.charAt(at)) || !LIST_MARKS.includes(text.charAt(at - 1))) continue
    cut.push([start, at])
    start = at
  }
  cut.push([start, to])
  return cut
}

function makeWord(text: string, start: number, end: number, literal: boolean, refused: boolean): Word {
  let coreStart = start
  while (coreStart < end && LEADING.includes(text.charAt(coreStart))) coreStart++
  let coreEnd = end
  while (coreEnd > coreStart && TRAILING.includes(text.charAt(coreEnd - 1))) coreEnd--
  const core = text.slice(coreStart, coreEnd)
  const lead = text.slice(start, coreStart)
  const trail = text.slice(coreEnd, end)
  return {
    start,
    end,
    core,
    lower: core.toLowerCase(),
    coreStart,
    coreEnd,
    lead,
    trail,
    literal: literal || refused,
    refused,
  }
}

/**
 * At most `count` lower-cased words from `at` on that stand together: between two of them there is no other mark
 * than one of `between`.
 */
export function together(words: readonly Word[], at: number, count: number, between = ''): string[] {
  const found: string[] = []
  for (let index = at; index < at + count; index++) {
    const word = words[index]
    if (!word || word.literal || (index > at && word.lead !== '')) break
    found.push(word.lower)
    if (word.trail !== '' && !(word.trail.length === 1 && between.includes(word.trail))) break
  }
  return found
}
