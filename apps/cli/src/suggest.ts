/** The candidate that a mistyped word was probably meant to be, or `null`. */
export function closest(word: string, candidates: readonly string[]): string | null {
  const typed = word.toLowerCase()
  const allowed = typed.length <= 3 ? 1 : typed.length <= 6 ? 2 : 3
  let best: { candidate: string; distance: number } | null = null
  for (const candidate of candidates) {
    if (typed.length >= 2 && candidate.startsWith(typed)) return candidate
    const distance = editDistance(typed, candidate)
    if (distance <= allowed && distance < candidate.length && (!best || distance < best.distance)) {
      best = { candidate, distance }
    }
  }
  return best?.candidate ?? null
}

/** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
function editDistance(left: string, right: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let i = 1; i <= left.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= right.length; j += 1) {
      const same = left[i - 1] === right[j - 1]
      const replaced = at(last, j - 1) + (same ? 0 : 1)
      const swapped =
        i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1]
          ? at(beforeLast, j - 2) + 1
          : Number.POSITIVE_INFINITY
      row.push(Math.min(at(last, j) + 1, at(row, j - 1) + 1, replaced, swapped))
    }
    beforeLast = last
    last = row
  }
  return at(last, right.length)
}

const at = (row: readonly number[], index: number): number => row[index] ?? Number.POSITIVE_INFINITY
