import { BASE_52_DIGITS, generateKeyBetween } from 'fractional-indexing'

const digits = '0123456789'
/** What an integer key begins with; the library would take `digits` for these too. */
const heads = BASE_52_DIGITS
const pattern = /^(?:[a-z][0-9]+|[A-Z][0-9]+)$/

/**
 * The position of a new task: after all that came before it. It is the integer key of base-10 fractional
 * indexing (`a1`…`a9`, `b10`, …), so that SQL can make it from the number without asking for a neighbour.
 */
export function initialPosition(number: number): string {
  const text = String(number)
  return String.fromCharCode(96 + text.length) + text
}

/**
 * A position between two others; `null` stands for the beginning or the end. Throws where `before >= after`. It is
 * never an integer key behind `before`: that is where the next new task goes, and nothing fits between equal keys.
 */
export function positionBetween(before: string | null, after: string | null): string {
  if (before === null || after !== null) return generateKeyBetween(before, after, digits, heads)
  const next = generateKeyBetween(before, null, digits, heads)
  const made = generateKeyBetween(before, next, digits, heads)
  return made.length <= endLengthMax ? made : positionBetween(next, null)
}

/** Who moves tasks to the end again and again gets no longer keys than this; new tasks may then stand before them. */
const endLengthMax = 40

export const positionLengthMax = 100

/** Whether a text given by a client is a well-formed position. */
export function isPosition(text: string): boolean {
  if (text.length > positionLengthMax || !pattern.test(text)) return false
  try {
    generateKeyBetween(text, null, digits, heads)
    return true
  } catch {
    return false
  }
}
