/** How many columns a text takes on a terminal. */
export type Measure = (text: string) => number

const beyondAscii = /[^\u0020-\u007e]/
/** The measure for plain ASCII. */
export const asciiWidth: Measure = (text) => text.length

/** A measure for these texts. The tables of wide and joined characters are loaded only where one needs them. */
export async function measureFor(texts: readonly string[]): Promise<Measure> {
  if (!beyondAscii.test(texts.join(''))) return asciiWidth
  const { default: stringWidth } = await import('string-width')
  return (text) => stringWidth(text)
}

/** The text in at most `width` columns, cut between characters as people see them, with … for the rest. */
export function truncate(text: string, width: number, measure: Measure): string {
  if (measure(text) <= width) return text
  if (width <= 1) return width === 1 ? '…' : ''
  let kept = ''
  let used = 0
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    const next = measure(segment)
    if (used + next > width - 1) break
    kept += segment
    used += next
  }
  return `${kept.trimEnd()}…`
}
