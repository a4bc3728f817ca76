'use client'

import { createContext, type MouseEvent, useContext, useSyncExternalStore } from 'react'

/** The address that the server wrote the page for; where a kept page is shown, not the one that it is shown at. */
export const ServedAddress = createContext('/')

const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  addEventListener('popstate', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('popstate', listener)
  }
}

/** The path of the view that is shown. */
export function usePath(): string {
  const [served = ''] = useContext(ServedAddress).split('?', 1)
  return useSyncExternalStore(
    subscribe,
    () => location.pathname,
    () => served,
  )
}

/** What stands behind the path: empty, or with its question mark. */
export function useSearch(): string {
  const served = useContext(ServedAddress)
  return useSyncExternalStore(
    subscribe,
    () => location.search,
    () => /\?.+/.exec(served)?.[0] ?? '',
  )
}

/**
 * Shows another view, without a request and within the frame. Next would follow `history.pushState` by a transition,
 * some frames later; so it is not told. Its own members of the state are kept: with them it lets one go back.
 */
export function navigate(href: string): void {
  if (href === `${location.pathname}${location.search}${location.hash}`) return
  History.prototype.pushState.call(history, { ...history.state }, '', href)
  for (const listener of listeners) listener()
  scrollTo(0, 0)
}

/** As {@link navigate}, in the place of the address that is shown: for what going back should not pass through. */
export function replaceAddress(href: string): void {
  History.prototype.replaceState.call(history, { ...history.state }, '', href)
  for (const listener of listeners) listener()
}

/** For `onClick` of a link to a view; what opens a new tab or window is left to the browser. */
export function followLink(event: MouseEvent<HTMLAnchorElement>): void {
  if (event.defaultPrevented || event.button !== 0) return
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  const { pathname, search, hash } = event.currentTarget
  navigate(`${pathname}${search}${hash}`)
}
