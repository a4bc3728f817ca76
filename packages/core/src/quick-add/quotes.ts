/** A pair of quotation marks: `start` is the opening mark, `end` is after the closing one. */
export type Quotation = { start: number; end: number }

const CLOSING_MARKS: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ['`', '`'],
  ['“', '”'],
  ['„', '“”'],
  ['”', '”'],
  ['‘', '’'],
  ['‚', '‘’'],
  ['’', '’'],
  ['«', '»'],
  ['»', '«»'],
  ['‹', '›'],
  ['›', '‹›'],
  ['「', '」'],
  ['『', '』'],
  ['《', '》'],
  ['〈', '〉'],
])
// These are apostrophes as well, so they close only at the end of a word.
const APOSTROPHES = "'’‘"
const CJK_OPENING = '「『《〈'
const LETTER_OR_DIGIT_BEFORE = /[\p{L}\p{N}\p{M}]$/u
const LETTER_OR_DIGIT_AFTER = /^[\p{L}\p{N}]/u
const WHITE_SPACE = /[\s\u0085]/

/** The quotations of a text, in order, without nesting. A mark that nothing closes is no quotation. */
export function findQuotations(text: string): Quotation[] {
  const found: Quotation[] = []
  // Once a mark is not closed, no later one of its kind is: this keeps the search linear.
  const unclosed = new Set<string>()
  for (let at = 0; at < text.length; at++) {
    const mark = text.charAt(at)
    const closing = CLOSING_MARKS.get(mark)
    if (closing === undefined || unclosed.has(closing) || !opens(text, at)) continue
    const close = findClosing(text, at + 1, closing)
    if (close === -1) {
      unclosed.add(closing)
      continue
    }
    found.push({ start: at, end: close + 1 })
    at = close
  }
  return found
}

function opens(text: string, at: number): boolean {
  if (at === 0 || CJK_OPENING.includes(text.charAt(at))) return true
  // Two units, so that a letter outside the BMP is seen whole. `24"` and `mum's` open nothing.
  return !LETTER_OR_DIGIT_BEFORE.test(text.slice(Math.max(0, at - 2), at))
}

function findClosing(text: string, from: number, closing: string): number {
  for (let at = from; at < text.length; at++) {
    if (closing.includes(text.charAt(at)) && closes(text, at)) return at
  }
  return -1
}

function closes(text: string, at: number): boolean {
  const mark = text.charAt(at)
  if (APOSTROPHES.includes(mark) && WHITE_SPACE.test(text.charAt(at - 1))) return false
  if (mark !== '"' && mark !== '`' && !APOSTROPHES.includes(mark)) return true
  return !LETTER_OR_DIGIT_AFTER.test(text.slice(at + 1, at + 3))
}
