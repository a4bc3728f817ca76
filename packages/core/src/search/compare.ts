/**
 * Orders texts by code point, as PostgreSQL's collation `C` and SQLite's BINARY do on UTF-8. JavaScript's `<`
 * compares UTF-16 units, which puts the characters beyond U+FFFF before U+E000–U+FFFF.
 */
export function compareText(left: string, right: string): number {
  const length = Math.min(left.length, right.length)
  for (let index = 0; index < length; index += 1) {
    const a = left.charCodeAt(index)
    const b = right.charCodeAt(index)
    if (a !== b) return rank(a) - rank(b)
  }
  return left.length - right.length
}

/** Moves surrogates above the rest of the basic plane. */
const rank = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit)
