import type { LocalTask } from '../../types/index.ts'
import type { AppTools } from '../app-tools.ts'
import { factsOf, listAround, rowOf } from '../rows.ts'
import { selectedIds } from '../selection.ts'
import { moveTo, moveToDay } from '../task-actions.ts'
import { type Drop, dropAt, positionsAt, showDrop } from './drop.ts'
import type { Gesture } from './gesture.ts'

type Point = { x: number; y: number }

/** Near the edge of the window the page scrolls along. */
const edgeWidth = 72
const scrollStep = 10

/** Takes a row along with the pointer; all that are selected in its list, where it is one of them. */
export function beginDrag(tools: AppTools, row: HTMLElement, { x, y }: Point): Gesture {
  const source = listAround(row)
  const tasks = tasksTaken(row, source)
  const ids = new Set(tasks.map(({ id }) => id))
  const box = row.getBoundingClientRect()
  const ghost = ghostOf(row, tasks.length > 1 ? tools.texts.keys.drag.count(tasks.length) : null)
  let at = { x, y }
  let drop: Drop | null = null
  let frame = 0

  document.documentElement.setAttribute('data-dragging', '')
  for (const id of ids) rowOf(id)?.setAttribute('data-dragged', '')

  const show = (): void => {
    ghost.style.transform = `translate(${box.left + at.x - x}px, ${box.top + at.y - y}px)`
    drop = dropAt(at.x, at.y, source, ids)
    showDrop(drop)
  }
  const scrollAlong = (): void => {
    const step = at.y < edgeWidth ? -scrollStep : at.y > innerHeight - edgeWidth ? scrollStep : 0
    if (step !== 0) {
      scrollBy(0, step)
      show()
    }
    frame = requestAnimationFrame(scrollAlong)
  }
  const clear = (): void => {
    cancelAnimationFrame(frame)
    ghost.remove()
    showDrop(null)
    document.documentElement.removeAttribute('data-dragging')
    for (const id of ids) rowOf(id)?.removeAttribute('data-dragged')
  }
  document.body.append(ghost)
  show()
  frame = requestAnimationFrame(scrollAlong)
  return {
    move(toX, toY) {
      at = { x: toX, y: toY }
      show()
    },
    end() {
      clear()
      if (drop) carryOut(tools, tasks, source, drop)
    },
    cancel: clear,
  }
}

function tasksTaken(row: HTMLElement, list: HTMLElement | null): readonly LocalTask[] {
  const selected = selectedIds()
  const own = row.dataset.task ?? ''
  const taken = selected.has(own) ? selected : new Set([own])
  return (factsOf(list)?.tasks ?? []).filter(({ id }) => taken.has(id))
}

function carryOut(
  tools: AppTools,
  tasks: readonly LocalTask[],
  source: HTMLElement | null,
  drop: Drop,
): void {
  if (drop.kind === 'day') {
    moveToDay(tools, tasks, drop.date, [])
    return
  }
  const { list, after, before, index } = drop
  const facts = factsOf(list)
  if (!facts) return
  if (list !== source) {
    if (facts.date !== null) moveToDay(tools, tasks, facts.date, positionsAt(after, before, tasks.length))
    return
  }
  if (isThere(facts.tasks, tasks, index)) return
  const where = tools.texts.keys.order.at(index + 1, facts.tasks.length)
  moveTo(tools, tasks, { after: after?.id ?? null, before: before?.id ?? null }, where)
}

const isThere = (all: readonly LocalTask[], tasks: readonly LocalTask[], index: number): boolean =>
  tasks.every(({ id }, at) => all[index + at]?.id === id)

/** A picture of the row, that nobody reads and nothing hits. */
function ghostOf(row: HTMLElement, count: string | null): HTMLElement {
  const ghost = document.createElement('div')
  const copy = row.cloneNode(true)
  if (copy instanceof HTMLElement) copy.removeAttribute('data-task')
  ghost.append(copy)
  ghost.ariaHidden = 'true'
  ghost.inert = true
  ghost.className =
    'pointer-events-none fixed top-0 left-0 z-30 rounded-medium border border-line bg-raised shadow-float'
  ghost.style.width = `${row.offsetWidth}px`
  if (count !== null) {
    const badge = document.createElement('span')
    badge.textContent = count
    badge.className =
      'absolute -end-2 -top-3 rounded-full bg-accent px-2.5 py-0.5 text-small font-medium text-on-accent'
    ghost.append(badge)
  }
  return ghost
}
