import {
  allRows,
  focusRow,
  focusView,
  idOf,
  listAround,
  rowAround,
  rowBeside,
  rowOf,
  rowsIn,
} from './rows.ts'

/** The row that has the focus, or had it until it went away; and the view that it is in. */
let last: { row: HTMLElement; path: string } | null = null

/** The task that the focus stays with, should its row be made anew at another place. */
let followed: string | null = null

/** The focus goes with this task, where the change that is made now leaves it on the page. */
export function followTask(id: string): void {
  followed = id
  setTimeout(() => {
    if (followed === id) followed = null
  }, 1_000)
}

/**
 * Where the row that has the focus goes away, because its task was done, deleted or changed, here or elsewhere, the
 * focus goes to the next row of the list, at its end to the one before, and where nothing is left to the view.
 */
export function keepFocus(content: HTMLElement): () => void {
  const onFocus = ({ target }: FocusEvent): void => {
    const row = target instanceof Element ? rowAround(target) : null
    last = row && { row, path: location.pathname }
  }
  const onBlur = (): void => {
    // Who clicks beside a row leaves it; a row that is taken away is not left.
    queueMicrotask(() => {
      if (last?.row.isConnected && hasNoFocus()) last = null
    })
  }
  const observer = new MutationObserver((records) => {
    if (last === null || last.row.isConnected || !hasNoFocus()) return
    const { row, path } = last
    last = null
    const place = path === location.pathname ? placeAfter(row, records) : null
    if (place) focusRow(place)
    else focusView()
  })
  content.addEventListener('focusin', onFocus)
  content.addEventListener('focusout', onBlur)
  observer.observe(content, { childList: true, subtree: true })
  return () => {
    content.removeEventListener('focusin', onFocus)
    content.removeEventListener('focusout', onBlur)
    observer.disconnect()
  }
}

/**
 * Passes the focus on within a list before rows of it go away: afterwards the browser would have to lay the page out
 * twice in the same frame. Where no row of the list stays, it is {@link keepFocus} that finds a place.
 */
export function passFocusOn(list: HTMLElement, stays: (id: string) => boolean): void {
  const row = rowAround(document.activeElement)
  if (row === null || followed !== null || !list.contains(row) || stays(idOf(row))) return
  const rows = rowsIn(list)
  const at = rows.indexOf(row)
  const isLeft = (each: HTMLElement): boolean => stays(idOf(each))
  const next = rows.slice(at).find(isLeft)
  // It moves up to where the other was: the page need not be scrolled to where it is still.
  if (next) focusRow(next, { preventScroll: true })
  else focusRow(rows.slice(0, at).findLast(isLeft) ?? null)
}

/** Gives the focus back to the row that had it last, else to the first one. */
export function focusAgain(): void {
  const row = last?.row.isConnected ? last.row : rowBeside(null, 1)
  if (row) focusRow(row)
  else focusView()
}

/** Gives the focus to the view, unless a row had it: where that goes away, the next row of the list is to have it. */
export function focusViewUnlessRow(): void {
  if (last === null) focusView()
}

const hasNoFocus = (): boolean => document.activeElement === document.body || document.activeElement === null

function placeAfter(row: HTMLElement, records: readonly MutationRecord[]): HTMLElement | null {
  const follows = followed === null ? null : rowOf(followed)
  if (follows?.checkVisibility()) return follows
  const removal = removalOf(row, records)
  if (!removal) return null
  const { target } = removal
  const list = target instanceof Element ? listAround(target) : null
  const [after, before] = [
    neighbour(removal, records, 'nextSibling'),
    neighbour(removal, records, 'previousSibling'),
  ]
  if (list && after) return rowWithin(after)
  if (list && before) return rowWithin(before)
  const shown = allRows().filter((each) => each.checkVisibility())
  return (
    shown.find((each) => after && (after.contains(each) || comesBefore(after, each))) ??
    shown.findLast((each) => before && (before.contains(each) || comesBefore(each, before))) ??
    null
  )
}

const rowWithin = (node: Node): HTMLElement | null =>
  node instanceof Element ? node.querySelector<HTMLElement>('[data-task]') : null

const removalOf = (node: Node, records: readonly MutationRecord[]): MutationRecord | undefined =>
  records.find(({ removedNodes }) => [...removedNodes].some((removed) => removed.contains(node)))

/** What stands beside the place where something was; several in a row may have gone at once. */
function neighbour(
  removal: MutationRecord,
  records: readonly MutationRecord[],
  side: 'nextSibling' | 'previousSibling',
): Node | null {
  let node = removal[side]
  while (node && !node.isConnected) node = removalOf(node, records)?.[side] ?? null
  return node
}

const comesBefore = (first: Node, second: Node): boolean =>
  (first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
