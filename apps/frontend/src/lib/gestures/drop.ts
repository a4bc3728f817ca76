import { positionBetween } from '@todo/core'
import type { LocalTask } from '../../types/index.ts'
import { allLists, factsOf, idOf, rowsIn } from '../rows.ts'

/** Where what is dragged would go: to a place in a list, or to a day that has no list yet. */
export type Drop =
  | {
      kind: 'place'
      list: HTMLElement
      after: LocalTask | null
      before: LocalTask | null
      /** The place in the list, without those that are dragged. */
      index: number
      /** Where the place is on the screen. */
      line: { left: number; top: number; width: number }
    }
  | { kind: 'day'; date: string; element: HTMLElement }

export function dropAt(
  x: number,
  y: number,
  source: HTMLElement | null,
  dragged: ReadonlySet<string>,
): Drop | null {
  const day = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-drop-day]')
  if (day) return { kind: 'day', date: day.dataset.dropDay ?? '', element: day }
  const list = listAt(y, source)
  const all = factsOf(list)?.tasks
  if (!list || !all) return null
  const others = all.filter(({ id }) => !dragged.has(id))
  const rows = rowsIn(list).filter((row) => !dragged.has(idOf(row)))
  const under = rows.findIndex((row) => middleOf(row) > y)
  const [row, last] = [rows[under], rows.at(-1)]
  // Below the last row that is made there may be tasks that are not.
  const index = row ? indexOf(others, row) : last ? indexOf(others, last) + 1 : 0
  const { left, width, top } = list.getBoundingClientRect()
  const edge = row?.getBoundingClientRect().top ?? last?.getBoundingClientRect().bottom ?? top
  return {
    kind: 'place',
    list,
    index,
    after: others[index - 1] ?? null,
    before: others[index] ?? null,
    line: { left, width, top: edge },
  }
}

/** The list at this height, else the nearest. Other lists than its own take a task only where they are a day's. */
function listAt(y: number, source: HTMLElement | null): HTMLElement | null {
  const lists = allLists().filter((list) => {
    const facts = factsOf(list)
    return facts?.isByHand && (list === source || facts.date !== null) && list.checkVisibility()
  })
  const away = (list: HTMLElement): number => {
    const { top, bottom } = list.getBoundingClientRect()
    return y < top ? top - y : y > bottom ? y - bottom : 0
  }
  return lists.toSorted((left, right) => away(left) - away(right))[0] ?? null
}

function middleOf(row: HTMLElement): number {
  const { top, height } = row.getBoundingClientRect()
  return top + height / 2
}

const indexOf = (tasks: readonly LocalTask[], row: HTMLElement): number =>
  tasks.findIndex(({ id }) => id === idOf(row))

/** Positions in a row between two tasks; none where these stand at the same place, and nothing fits between. */
export function positionsAt(
  after: LocalTask | null,
  before: LocalTask | null,
  count: number,
): readonly string[] {
  const end = before?.position ?? null
  let last = after?.position ?? null
  if (last !== null && end !== null && last >= end) return []
  return Array.from({ length: count }, () => {
    last = positionBetween(last, end)
    return last
  })
}

let line: HTMLElement | null = null
let over: HTMLElement | null = null

/** Shows where it would go, or no more. */
export function showDrop(drop: Drop | null): void {
  over?.removeAttribute('data-over')
  over = drop?.kind === 'day' ? drop.element : null
  over?.setAttribute('data-over', '')
  if (drop?.kind !== 'place') {
    line?.remove()
    line = null
    return
  }
  if (!line) {
    line = document.createElement('div')
    line.className =
      'pointer-events-none fixed top-0 left-0 z-20 h-0.5 rounded-full bg-accent forced-colors:bg-[Highlight]'
    document.body.append(line)
  }
  const { left, top, width } = drop.line
  line.style.width = `${width}px`
  line.style.transform = `translate(${left}px, ${top - 1}px)`
}
