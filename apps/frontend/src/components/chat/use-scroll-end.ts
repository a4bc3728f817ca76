import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Place } from './place.ts'

/** Nearer to the end than this counts as there. */
const slackPx = 48

export type ScrollEnd = {
  scroller: RefObject<HTMLDivElement | null>
  content: RefObject<HTMLDivElement | null>
  isAtEnd: boolean
  toEnd(): void
}

/** Stays at the end of what grows for as long as one is there; who scrolls up is left in peace. */
export function useScrollEnd(place: Place): ScrollEnd {
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const follows = useRef(true)
  const lastTop = useRef(0)
  const [isAtEnd, setIsAtEnd] = useState(true)
  const scrolled = useCallback(
    (): Element | null => (place === 'page' ? document.scrollingElement : scroller.current),
    [place],
  )
  const toEnd = useCallback((): void => {
    follows.current = true
    setIsAtEnd(true)
    const element = scrolled()
    if (element) element.scrollTop = element.scrollHeight
  }, [scrolled])
  const look = useCallback((): void => {
    const element = scrolled()
    if (!element) return
    const { scrollTop, scrollHeight, clientHeight } = element
    const isNear = scrollHeight - scrollTop - clientHeight < slackPx
    // What has grown since is no reason to stop: only who scrolls up wants to read on there.
    if (isNear || scrollTop < lastTop.current) follows.current = isNear
    lastTop.current = scrollTop
    setIsAtEnd(isNear || follows.current)
  }, [scrolled])
  useEffect(() => {
    const target = place === 'page' ? window : scroller.current
    target?.addEventListener('scroll', look, { passive: true })
    return () => target?.removeEventListener('scroll', look)
  }, [place, look])
  useLayoutEffect(() => {
    const { current } = content
    if (!current) return
    const grown = new ResizeObserver(() => {
      if (follows.current) toEnd()
      else look()
    })
    grown.observe(current)
    return () => grown.disconnect()
  }, [toEnd, look])
  return { scroller, content, isAtEnd, toEnd }
}
