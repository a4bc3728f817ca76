import { type RefObject, useLayoutEffect, useRef } from 'react'
import type { LocalTask } from '../types/index.ts'

/** What a list on the page shows. */
export type ListFacts = {
  /** All of them, also those that are not made yet because they are far below. */
  tasks: readonly LocalTask[]
  /** Whether they are in the order made by hand, which can be changed here. */
  isByHand: boolean
  /** The day that the list is about, where it is about one. */
  date: string | null
}

const facts = new WeakMap<Element, ListFacts>()

/** Lets keys and pointers know what the list shows that this reference is given to. */
export function useListFacts(list: ListFacts): RefObject<HTMLUListElement | null> {
  const ref = useRef<HTMLUListElement>(null)
  useLayoutEffect(() => {
    if (ref.current) facts.set(ref.current, list)
  })
  return ref
}

/** In pixels. No row is lower, so no more of them can be in a window. */
export const rowHeightMin = 44

const rowSelector = '[data-task]'
const listSelector = '[data-tasks]'

export const idOf = (row: Element): string => (row instanceof HTMLElement && row.dataset.task) || ''

/** The row around an element. */
export const rowAround = (element: Element | null): HTMLElement | null =>
  element?.closest<HTMLElement>(rowSelector) ?? null

export const rowOf = (id: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(`#content [data-task="${CSS.escape(id)}"]`)

export const listAround = (row: Element | null): HTMLElement | null =>
  row?.closest<HTMLElement>(listSelector) ?? null

export const factsOf = (list: Element | null): ListFacts | null => (list && facts.get(list)) ?? null

export const allLists = (): HTMLElement[] => [
  ...document.querySelectorAll<HTMLElement>(`#content ${listSelector}`),
]

export const rowsIn = (within: Element): HTMLElement[] => [
  ...within.querySelectorAll<HTMLElement>(rowSelector),
]

/** All rows that are made, in their order; what is folded away counts too. */
export const allRows = (): HTMLElement[] => [
  ...document.querySelectorAll<HTMLElement>(`#content ${rowSelector}`),
]

const isShown = (row: HTMLElement): boolean => row.checkVisibility()

/** The next row that is shown, or the one before; without a row the first or the last. */
export function rowBeside(row: HTMLElement | null, step: 1 | -1): HTMLElement | null {
  const rows = allRows()
  const from = row === null ? (step > 0 ? -1 : rows.length) : rows.indexOf(row)
  for (let at = from + step; at >= 0 && at < rows.length; at += step) {
    const beside = rows[at]
    if (beside && isShown(beside)) return beside
  }
  return null
}

export function focusRow(row: HTMLElement | null, options?: FocusOptions): void {
  row?.querySelector<HTMLElement>('a')?.focus(options)
}

/** Where the focus goes when there is no row for it. */
export const focusView = (): void => document.getElementById('content')?.focus()
