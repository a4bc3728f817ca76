/** What stands in the field, and what of it, or of what the view adds, the person has said no to. */
export type Draft = {
  text: string
  /** Stretches of the text that stay text, in UTF-16 units. */
  refused: readonly Stretch[]
  isDateDropped: boolean
  areTagsDropped: boolean
}
export type Stretch = { start: number; end: number }

export const emptyDraft: Draft = { text: '', refused: [], isDateDropped: false, areTagsDropped: false }

/** The draft once its text was edited: what was said no to goes along, unless it was itself edited. */
export function editDraft(draft: Draft, text: string): Draft {
  if (text.trim() === '') return { ...emptyDraft, text }
  return { ...draft, text, refused: moveStretches(draft.refused, draft.text, text) }
}

/** Where stretches stand after an edit in one place; those that it reached into are gone. */
function moveStretches(stretches: readonly Stretch[], before: string, after: string): readonly Stretch[] {
  if (stretches.length === 0) return stretches
  const shorter = Math.min(before.length, after.length)
  let head = 0
  while (head < shorter && before[head] === after[head]) head++
  let tail = 0
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++
  const shift = after.length - before.length
  return stretches.flatMap(({ start, end }) => {
    if (end <= head) return [{ start, end }]
    return start >= before.length - tail ? [{ start: start + shift, end: end + shift }] : []
  })
}
