'use client'

import { usePathname } from 'next/navigation'
import type { MouseEvent } from 'react'

/** The path of the view that is shown. */
export const usePath = (): string => usePathname()

/** Shows another view, without a request: Next follows the history (docs: "Native History API"). */
export function navigate(href: string): void {
  if (href === `${location.pathname}${location.search}`) return
  history.pushState(null, '', href)
}

/** For `onClick` of a link to a view; what opens a new tab or window is left to the browser. */
export function followLink(event: MouseEvent<HTMLAnchorElement>): void {
  if (event.defaultPrevented || event.button !== 0) return
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  const { pathname, search, hash } = event.currentTarget
  navigate(`${pathname}${search}${hash}`)
}
