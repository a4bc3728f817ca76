'use client'

import { createContext, type MouseEvent, useContext, useSyncExternalStore } from 'react'
import { taskNameIn } from './task-address.ts'

/** The address that the server wrote the page for; where a kept page is shown, not the one that it is shown at. */
export const ServedAddress = createContext('/')

const listeners = new Set<() => void>()

/**
 * The member of a task's place in the browser's history that says which view it was opened from. That view stays
 * where it is, and the task is shown beside it; without the member the task is a page of its own.
 */
const behindKey = 'todoBehind'

/** Where the view behind a task has moved on to, which its own place in the browser's history does not know yet. */
let moved: string | null = null
let isLeaving = false
let isBack = false

/** Whether the view that is shown was come back to, by the browser's way back or forth. */
export const hasComeBack = (): boolean => isBack

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function tell(): void {
  for (const listener of listeners) listener()
}

// One for all: what listens by itself is shown by itself, and a task would be gone before its view is back.
if (typeof window !== 'undefined') addEventListener('popstate', arrive)

function arrive(): void {
  const href = moved
  moved = null
  isLeaving = false
  isBack = true
  if (href !== null && behind() === null && href.split('?')[0] === location.pathname)
    writeState('replace', href)
  tell()
}

function behind(): string | null {
  const state: unknown = history.state
  const kept: unknown = typeof state === 'object' && state !== null && Reflect.get(state, behindKey)
  return typeof kept === 'string' ? kept : null
}

/** The address of the view that is shown, also where a task stands beside it. */
export const viewAddress = (): string => behind() ?? `${location.pathname}${location.search}`

/** Whether the chat is the view that is shown: then it does not stand beside one. */
export const isAtChat = (path = viewAddress()): boolean => /^\/chat(?:[/?#]|$)/.test(path)

const pathOf = (address: string): string => address.split('?', 1)[0] ?? ''

/** The path of the view that is shown. */
export function usePath(): string {
  const served = useContext(ServedAddress)
  return useSyncExternalStore(
    subscribe,
    () => pathOf(viewAddress()),
    () => pathOf(served),
  )
}

/** Whether something holds of that path: who asks is shown again only where the answer is another. */
export function usePathIs(holds: (path: string) => boolean): boolean {
  const served = useContext(ServedAddress)
  return useSyncExternalStore(
    subscribe,
    () => holds(pathOf(viewAddress())),
    () => holds(pathOf(served)),
  )
}

/** What stands behind the path: empty, or with its question mark. */
export function useSearch(): string {
  const served = useContext(ServedAddress)
  return useSyncExternalStore(
    subscribe,
    () => searchOf(viewAddress()),
    () => /\?.+/.exec(served)?.[0] ?? '',
  )
}

function searchOf(address: string): string {
  const at = address.indexOf('?')
  return at === -1 ? '' : address.slice(at)
}

/** What the address calls the task that is open beside a view; `null` where there is none. */
export const useTaskBeside = (): string | null =>
  useSyncExternalStore(
    subscribe,
    () => (behind() === null ? null : taskNameIn(location.pathname)),
    () => null,
  )

/** The address of the task that is open beside the view; `null` where there is none. */
export const useAddressBeside = (): string | null =>
  useSyncExternalStore(
    subscribe,
    () => (behind() === null ? null : location.pathname),
    () => null,
  )

/**
 * Shows another view, without a request and within the frame. Next would follow `history.pushState` by a transition,
 * some frames later; so it is not told. Its own members of the state are kept: with them it lets one go back.
 */
export function navigate(href: string): void {
  if (href === `${location.pathname}${location.search}${location.hash}`) return
  if (taskNameIn(href) !== null && taskNameIn(viewAddress()) === null) openBeside(href)
  else openView(href)
  tell()
}

function openView(href: string): void {
  history.scrollRestoration = 'auto'
  moved = null
  isBack = false
  writeState('push', href)
  history.scrollRestoration = 'auto'
  scrollTo(0, 0)
}

function openBeside(href: string): void {
  // One task after another takes its place, so that going back leads to the view.
  if (behind() !== null) {
    writeState('replace', href, viewAddress())
    return
  }
  // The view goes on being scrolled while the task is open: coming back must not take it to where it was before.
  history.scrollRestoration = 'manual'
  writeState('push', href, viewAddress())
  history.scrollRestoration = 'auto'
}

function writeState(how: 'push' | 'replace', href: string, view: string | null = null): void {
  const { [behindKey]: _, ...rest } = history.state ?? {}
  const state = view === null ? rest : { ...rest, [behindKey]: view }
  History.prototype[`${how}State`].call(history, state, '', href)
}

/** As {@link navigate}, in the place of the view that is shown: for what going back should not pass through. */
export function replaceAddress(href: string): void {
  isBack = false
  if (behind() === null) writeState('replace', href)
  else {
    moved = href
    writeState('replace', location.pathname, href)
  }
  tell()
}

/** Gives the open task the address that it has from now on. */
export function renameTask(href: string): void {
  writeState('replace', href, behind())
  tell()
}

/** Back to the view that a task was opened from; a task on a page of its own leads to all tasks. */
export function closeTask(): void {
  if (isLeaving) return
  if (behind() === null) {
    navigate('/tasks')
    return
  }
  isLeaving = true
  history.back()
}

/** For `onClick` of a link to a view; what opens a new tab or window is left to the browser. */
export function followLink(event: MouseEvent<HTMLAnchorElement>): void {
  if (event.defaultPrevented || event.button !== 0) return
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  const { pathname, search, hash } = event.currentTarget
  navigate(`${pathname}${search}${hash}`)
}
