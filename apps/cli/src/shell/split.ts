import { UsageError } from '../errors.ts'

/**
 * Splits a line into words as a shell does, with two differences that suit a to-do list: `#`, `!` and `@` mean
 * nothing here, and a quote opens only where a word or the value of `--flag=` begins, so that "Monday's" is a word.
 * Throws `UsageError` where a quote is not closed.
 */
export function splitLine(line: string): string[] {
  const words: string[] = []
  let word: string | null = null
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at] ?? ''
    if (/\s/.test(character)) {
      if (word !== null) words.push(word)
      word = null
    } else if (opensQuote(character, word)) {
      const quoted = readQuoted(line, at)
      word = (word ?? '') + quoted.text
      at = quoted.end
    } else if (character === '\\' && at + 1 < line.length) {
      at += 1
      word = (word ?? '') + line[at]
    } else {
      word = (word ?? '') + character
    }
  }
  if (word !== null) words.push(word)
  return words
}

const opensQuote = (character: string, word: string | null): boolean =>
  (character === '"' || character === "'") && (word === null || /^--[a-z-]+=$/.test(word))

/** What stands between the quote at `start` and its fellow, which is at `end`. */
function readQuoted(line: string, start: number): { text: string; end: number } {
  const quote = line[start]
  let text = ''
  for (let at = start + 1; at < line.length; at += 1) {
    const character = line[at] ?? ''
    if (character === quote) return { text, end: at }
    const next = line[at + 1]
    if (quote === '"' && character === '\\' && (next === '"' || next === '\\')) {
      text += next
      at += 1
    } else {
      text += character
    }
  }
  throw new UsageError(`The quote ${quote} is not closed.`)
}
