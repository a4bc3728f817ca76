import type { DateItem, Item, PriorityItem } from './scan.ts'
import { END_PREPOSITIONS, PREPOSITIONS } from './vocabulary.ts'
import { together, type Word } from './words.ts'

/** What counts, and for what stays in the title although it looks like a token, the reason. */
export type Settled = {
  date: DateItem | null
  priority: PriorityItem | null
  notes: ReadonlyMap<Item, string>
}

type Edge = 'beginning' | 'end'
type State = { date: DateItem | null; priority: PriorityItem | null; notes: Map<Item, string> }

const OTHER_DATE = 'Another date counts: of two, the last'
const OTHER_PRIORITY = 'Another priority counts: of two, the last'

/**
 * Decides which date and which priority count: the last one of each. What is taken away from an end of the text
 * uncovers what stands beside it; times, recurrences and marks stay, and are looked through.
 */
export function settle(items: readonly Item[], words: readonly Word[]): Settled {
  const atEnd = takeFrom('end', items, { date: null, priority: null, notes: new Map() })
  const anywhere: State = {
    date: atEnd.date ?? items.findLast(isDateAnywhere) ?? null,
    priority: atEnd.priority ?? items.findLast(isPriorityAnywhere) ?? null,
    notes: atEnd.notes,
  }
  const settled = takeFrom('beginning', items, anywhere)
  for (const item of items) explain(item, settled)
  // What one edge refused may count at the other.
  for (const item of [settled.date, settled.priority]) if (item) settled.notes.delete(item)
  const date =
    settled.date && settled.date === atEnd.date ? withEndPreposition(settled.date, words) : settled.date
  return { ...settled, date }
}

/** Walks inwards from one edge, past all that is taken or looked through. */
function takeFrom(edge: Edge, items: readonly Item[], before: State): State {
  const state: State = { ...before }
  for (const item of edge === 'end' ? items.toReversed() : items) {
    if (item.kind === 'text') break
    if (item.kind === 'date' && !takeDate(item, edge, state, before.date)) break
    if (item.kind === 'priority' && !takePriority(item, edge, state, before.priority)) break
  }
  return state
}

function takeDate(item: DateItem, edge: Edge, state: State, settled: DateItem | null): boolean {
  if (item === state.date) return true
  const why = whyNotAt(edge, item) ?? (settled || (edge === 'end' && state.date) ? OTHER_DATE : null)
  if (why !== null) {
    state.notes.set(item, why)
    return false
  }
  if (state.date) state.notes.set(state.date, OTHER_DATE)
  state.date = item
  return true
}

function takePriority(item: PriorityItem, edge: Edge, state: State, settled: PriorityItem | null): boolean {
  if (item === state.priority) return true
  if (settled || (edge === 'end' && state.priority)) {
    state.notes.set(item, OTHER_PRIORITY)
    return false
  }
  if (state.priority) state.notes.set(state.priority, OTHER_PRIORITY)
  state.priority = item
  return true
}

function whyNotAt(edge: Edge, { value, anywhere, note, blockedBy }: DateItem): string | null {
  if (value === null) return note ?? 'That is too far away'
  if (anywhere) return null
  const [blocker, side] = edge === 'end' ? [blockedBy.before, 'before'] : [blockedBy.after, 'after']
  return blocker === null ? null : `Part of the sentence, with “${blocker}” ${side} it`
}

/** Notes for what would count in the middle of a text as well, and for what is never understood. */
function explain(item: Item, { date, priority, notes }: State): void {
  if (notes.has(item) || item === date || item === priority) return
  if (item.kind === 'date') {
    if (item.anywhere) notes.set(item, item.value === null ? (item.note ?? OTHER_DATE) : OTHER_DATE)
  } else if (item.kind === 'priority') {
    if (item.anywhere) notes.set(item, OTHER_PRIORITY)
  } else if (item.note !== null) {
    notes.set(item, item.note)
  }
}

/** At the end of a text `to` and `for` go with the date as well: "Move the meeting to friday". */
function withEndPreposition(date: DateItem, words: readonly Word[]): DateItem {
  const [preposition = '', first] = together(words, date.from - 1, 2)
  if (first === undefined || !END_PREPOSITIONS.has(preposition) || PREPOSITIONS.has(first)) return date
  const from = date.from - 1
  return { ...date, from, start: words[from]?.coreStart ?? date.start }
}

function isDateAnywhere(item: Item): item is DateItem {
  return item.kind === 'date' && item.anywhere && item.value !== null
}

function isPriorityAnywhere(item: Item): item is PriorityItem {
  return item.kind === 'priority' && item.anywhere
}
