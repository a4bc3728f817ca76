'use client'

import { useTexts } from '../../i18n/texts.tsx'
import { followLink } from '../../lib/navigation.ts'
import { EmptyState } from '../layout/empty-state.tsx'

/** An address within the app that leads nowhere. */
export function MissingView() {
  const { empty, product } = useTexts()
  return (
    <>
      <title>{`${empty.missing} · ${product}`}</title>
      <EmptyState as="h1" title={empty.missing} hint={empty.missingHint}>
        <WaysBack />
      </EmptyState>
    </>
  )
}

/** Where to go on from a place that has nothing. */
export function WaysBack() {
  const { empty, views } = useTexts()
  const link = 'inline-flex min-h-11 items-center font-medium text-accent underline-offset-4 hover:underline'
  return (
    <p className="flex flex-wrap justify-center gap-x-6">
      <a href="/today" onClick={followLink} className={link}>
        {empty.home}
      </a>
      <a href="/tasks" onClick={followLink} className={link}>
        {views.tasks}
      </a>
    </p>
  )
}
