'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { type MouseEvent, useSyncExternalStore } from 'react'

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
  const served = usePathname()
  return useSyncExternalStore(
    subscribe,
    () => location.pathname,
    () => served,
  )
}

/** What stands behind the path: empty, or with its question mark. */
export function useSearch(): string {
  const served = useSearchParams()
  return useSyncExternalStore(
    subscribe,
    () => location.search,
    () => (served.size > 0 ? `?${served}` : ''),
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
