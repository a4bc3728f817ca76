import { parseIsoDate } from './calendar.ts'
import { findQuotations, type Quotation } from './quotes.ts'
import { type Item, scan } from './scan.ts'
import { settle } from './settle.ts'
import type { QuickAddSpanKind } from './span-kinds.ts'
import { type Range, separatorsBeside, titleWithout } from './tidy.ts'
import type { Priority } from './tokens.ts'
import { readWords, type Word } from './words.ts'

export type QuickAddSpan = {
  /** UTF-16 units in the text as given; `end` is after the last one. */
  start: number
  end: number
  kind: QuickAddSpanKind
  text: string
  /** The tag, the priority or the date (`YYYY-MM-DD`); else null. */
  value: string | null
  note?: string
}

export type QuickAddResult = {
  title: string
  /** `YYYY-MM-DD`. */
  dueDate: string | null
  priority: Priority | null
  tags: string[]
  /** In order, without overlaps. */
  spans: QuickAddSpan[]
}

export type QuickAddOptions = {
  /** The date (`YYYY-MM-DD`) in the caller's time zone; `todayIn` gives it. */
  today: string
  /** BCP 47. Decides the order of day and month in `3/4`. */
  locale?: string | null
  /** Stretches, in UTF-16 units, whose words are text whatever they look like: what someone has said no to. */
  refused?: readonly Range[]
}

/** The text holds a control character other than white space. */
export class QuickAddError extends Error {
  override readonly name = 'QuickAddError'
  /** UTF-16 units from the beginning. */
  readonly position: number

  constructor(position: number, codePoint: number) {
    const code = codePoint.toString(16).toUpperCase().padStart(4, '0')
    super(`The text holds a control character (U+${code}) at position ${position}`)
    this.position = position
  }
}

const CONTROL = /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f]/
const WHITE_SPACE = /[\s\u0085]+/g
const SAYS_SOMETHING = /[\p{L}\p{N}\p{So}\p{Extended_Pictographic}]/u

/**
 * Reads one line as a task: `Pay rent tomorrow p1 #home`. The rules are in docs/quick-add.md.
 * Throws a QuickAddError for control characters and a RangeError where `today` is no date; nothing else.
 */
export function parseQuickAdd(text: string, options: QuickAddOptions): QuickAddResult {
  const today = parseIsoDate(options.today)
  if (today === null) throw new RangeError(`No date: ${options.today}`)
  const control = text.search(CONTROL)
  if (control !== -1) throw new QuickAddError(control, text.charCodeAt(control))

  const quotations = findQuotations(text)
  const literal = wholeQuotation(text, quotations)
  if (literal) return literal

  const words = readWords(text, quotations, options.refused)
  const inCapitals = !words.some(({ core }) => /^\p{Ll}{2}/u.test(core))
  const items = scan({ words, today, locale: options.locale ?? null, inCapitals })
  const { date, priority, notes } = settle(items, words)

  const tokens = items.filter((item) => item.kind === 'tag').map((tag) => ({ ...tag, note: null }))
  const taken = [...tokens, ...(date ? [date] : []), ...(priority ? [priority] : [])].sort(byStart)
  const separators = separatorsBeside(text, words, taken)
  const title = titleWithout(text, words, [...taken, ...separators].sort(byStart))
  if (taken.length > 0 && (!SAYS_SOMETHING.test(title) || items.every(isToken))) return asTyped(text, words)

  const spans = [
    ...taken.map((item) => span(text, item, item.kind, item.value, item.note)),
    ...separators.map((range) => span(text, range, 'separator', null)),
    ...[...notes].map(([item, note]) => span(text, item, 'note', null, note)),
  ].sort(byStart)
  const tags = [...new Set(tokens.map(({ value }) => value))]
  return { title, dueDate: date?.value ?? null, priority: priority?.value ?? null, tags, spans }
}

/** A date or priority that stays because another counts is a token all the same. */
function isToken(item: Item): boolean {
  if (item.kind === 'text' || item.kind === 'aside') return false
  return item.kind !== 'date' || item.value !== null
}

/** Text that is one quotation is taken as it is, without its marks. */
function wholeQuotation(text: string, quotations: readonly Quotation[]): QuickAddResult | null {
  const start = text.length - text.trimStart().length
  const end = text.trimEnd().length
  const [first] = quotations
  if (!first || first.start !== start || first.end !== end) return null
  const title = onOneLine(text.slice(start + 1, end - 1))
  if (title === '') return null
  const spans = [
    span(text, { start, end: start + 1 }, 'quote', null, 'Text in quotation marks is taken as it is'),
    span(text, { start: end - 1, end }, 'quote', null),
  ]
  return { title, dueDate: null, priority: null, tags: [], spans }
}

/** Nothing but tokens would leave no title, so they are the title. */
function asTyped(text: string, words: readonly Word[]): QuickAddResult {
  const whole = { start: words[0]?.start ?? 0, end: words.at(-1)?.end ?? 0 }
  const spans = [span(text, whole, 'note', null, 'There is nothing else, so this is the title')]
  return { title: onOneLine(text), dueDate: null, priority: null, tags: [], spans }
}

function span(
  text: string,
  { start, end }: Range,
  kind: QuickAddSpanKind,
  value: string | null,
  note: string | null = null,
): QuickAddSpan {
  return { start, end, kind, text: text.slice(start, end), value, ...(note === null ? {} : { note }) }
}

function onOneLine(text: string): string {
  return text.replace(WHITE_SPACE, ' ').trim()
}

function byStart(left: Range, right: Range): number {
  return left.start - right.start
}
