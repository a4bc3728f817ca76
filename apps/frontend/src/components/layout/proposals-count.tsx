'use client'

import { useTexts } from '../../i18n/texts.tsx'
import { countOf, proposals } from '../../lib/proposals.ts'
import { useStore } from '../../lib/store.ts'
import type { NavItem } from './nav-items.ts'

/** How many proposals wait, beside the way to them. */
export function ProposalsCount({ item }: { item: NavItem }) {
  const { agents } = useTexts()
  const count = countOf(useStore(proposals))
  if (item.view !== 'proposals' || count === 0) return null
  return (
    <span className="ms-auto rounded-full bg-accent px-2 text-small font-medium text-on-accent">
      <span aria-hidden="true">{count}</span>
      <span className="sr-only">{agents.proposals.waiting(count)}</span>
    </span>
  )
}
