import {
  CLOSING_BRACKETS,
  isInvisible,
  OPENING_BRACKETS,
  SENTENCE_MARKS,
  SEPARATORS,
  type Word,
} from './words.ts'

/** A stretch of the text, in UTF-16 units. */
export type Range = { start: number; end: number }
/** A token that is taken out of the title, with its first and last word. */
export type Taken = Range & { from: number; to: number }

const LONE_SEPARATOR = /^[-–—|·•,;:，、]+$/
const LIST_MARKS = ',;:，、；：،؛'
const ENDS_LIKE_SENTENCE = `${SENTENCE_MARKS}${CLOSING_BRACKETS}`

/** The marks that only made sense with the tokens beside them, and go with them; in order, one mark or more each. */
export function separatorsBeside(text: string, words: readonly Word[], taken: readonly Taken[]): Range[] {
  const gone = new Set<number>()
  const tokenAt = new Map(taken.flatMap((token) => wordsOf(token).map((index) => [index, token] as const)))
  const lone = loneSeparators(words, tokenAt)
  const openBrackets: number[] = []
  let titleBegun = false
  for (const [index, word] of words.entries()) {
    const token = tokenAt.get(index)
    if (lone.has(index)) addAll(gone, word.start, word.end)
    else if (!token) {
      titleBegun = true
      openBrackets.length = 0
    } else {
      if (token.from === index) takeLead(text, word, gone, openBrackets)
      if (token.to === index) titleBegun = takeTrail(text, token, word, gone, openBrackets, titleBegun)
    }
  }
  takeListMarksAtEnd(text, words, tokenAt, lone, gone)
  return ranges(gone)
}

/** The text without what was taken from it, on one line. */
export function titleWithout(text: string, words: readonly Word[], taken: readonly Range[]): string {
  const parts: string[] = []
  let space = false
  let next = 0
  let gapBefore = false
  for (const [index, word] of words.entries()) {
    if ((words[index - 1]?.end ?? 0) < word.start) space = true
    let kept = ''
    let at = word.start
    for (let range = taken[next]; range && range.start < word.end; range = taken[next]) {
      kept += text.slice(at, Math.max(at, range.start))
      at = Math.min(word.end, range.end)
      if (range.end > word.end) break
      next++
    }
    const tookFirst = at > word.start && kept === ''
    kept += text.slice(at, word.end)
    if (kept === '') continue
    // What stood directly beside a token closes up: "(call mum" and ")", "Done" and "?".
    const closesUp = (tookFirst && ENDS_LIKE_SENTENCE.includes(kept.charAt(0))) || gapBefore
    if (parts.length > 0 && space && !closesUp) parts.push(' ')
    parts.push(kept)
    space = false
    gapBefore = kept.length < word.end - word.start && OPENING_BRACKETS.includes(kept.charAt(kept.length - 1))
  }
  return parts.join('')
}

function wordsOf({ from, to }: Taken): number[] {
  return Array.from({ length: to - from + 1 }, (_, offset) => from + offset)
}

/** A lone dash between a token and the edge of the text goes; of two around a token, one stays. */
function loneSeparators(words: readonly Word[], tokenAt: ReadonlyMap<number, Taken>): ReadonlySet<number> {
  const gone = new Set<number>()
  for (let from = 0; from < words.length; from++) {
    const lone: number[] = []
    let tokens = 0
    let to = from
    for (; to < words.length; to++) {
      if (tokenAt.has(to)) tokens++
      else if (isLoneSeparator(words[to])) lone.push(to)
      else break
    }
    const keep = from === 0 || to === words.length ? 0 : 1
    if (tokens > 0) for (const index of lone.slice(keep)) gone.add(index)
    from = to
  }
  return gone
}

function isLoneSeparator(word: Word | undefined): boolean {
  return word !== undefined && LONE_SEPARATOR.test(word.lead + word.core + word.trail)
}

function takeLead(text: string, word: Word, gone: Set<number>, openBrackets: number[]): void {
  for (let at = word.start; at < word.coreStart; at++) {
    if (isInvisible(text.charAt(at))) gone.add(at)
    else openBrackets.push(at)
  }
}

/** Returns whether the title has begun after it. */
function takeTrail(
  text: string,
  token: Taken,
  word: Word,
  gone: Set<number>,
  openBrackets: number[],
  titleBegun: boolean,
): boolean {
  let kept = titleBegun
  let beside = true
  for (let at = token.end; at < word.end; at++) {
    const mark = text.charAt(at)
    const open = openBrackets.at(-1)
    if (
      open !== undefined &&
      CLOSING_BRACKETS.indexOf(mark) === OPENING_BRACKETS.indexOf(text.charAt(open))
    ) {
      openBrackets.pop()
      gone.add(open).add(at)
    } else if (isInvisible(mark) || (beside && SEPARATORS.includes(mark))) gone.add(at)
    else if (SENTENCE_MARKS.includes(mark) && (!kept || open !== undefined)) gone.add(at)
    else {
      openBrackets.length = 0
      beside = false
      kept = true
    }
  }
  return kept
}

/** "Call mum, tomorrow" is "Call mum". */
function takeListMarksAtEnd(
  text: string,
  words: readonly Word[],
  tokenAt: ReadonlyMap<number, Taken>,
  lone: ReadonlySet<number>,
  gone: Set<number>,
): void {
  let last = words.length - 1
  while (last >= 0 && (tokenAt.has(last) || lone.has(last))) last--
  const word = words[last]
  if (!word || last === words.length - 1) return
  for (let at = word.end - 1; at > word.start && LIST_MARKS.includes(text.charAt(at)); at--) gone.add(at)
}

function addAll(gone: Set<number>, start: number, end: number): void {
  for (let at = start; at < end; at++) gone.add(at)
}

function ranges(positions: ReadonlySet<number>): Range[] {
  const found: Range[] = []
  for (const at of [...positions].sort((left, right) => left - right)) {
    const last = found.at(-1)
    if (last?.end === at) last.end = at + 1
    else found.push({ start: at, end: at + 1 })
  }
  return found
}
