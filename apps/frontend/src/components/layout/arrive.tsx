'use client'

import { useEffect } from 'react'
import { replaceAddress } from '../../lib/navigation.ts'
import { openQuickAdd } from '../../lib/quick-add.ts'

/** `/add` is where shortcuts and what other apps share arrive; `/shell` is the page that is kept, and no view. */
export function Arrive() {
  useEffect(() => {
    const { pathname, search } = location
    if (pathname !== '/add' && pathname !== '/shell') return
    replaceAddress('/today')
    if (pathname === '/add') openQuickAdd(sharedText(new URLSearchParams(search)))
  }, [])
  return null
}

/** On one line: a shared page is one task, not several. What another part says as well is left out. */
function sharedText(given: URLSearchParams): string | undefined {
  const parts = ['title', 'text', 'url'].map((name) => given.get(name)?.replace(/\s+/g, ' ').trim() ?? '')
  const isSaid = (part: string, at: number): boolean =>
    parts.some((other, index) => other.includes(part) && (other === part ? index < at : index !== at))
  return parts.filter((part, at) => part !== '' && !isSaid(part, at)).join(' ') || undefined
}
