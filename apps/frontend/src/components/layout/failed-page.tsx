'use client'

import { useTexts } from '../../i18n/texts.tsx'
import { Button } from '../ui/button.tsx'
import { Brand } from './brand.tsx'
import { EmptyState } from './empty-state.tsx'

/** A page that broke. What was written is kept by the replica, so loading again loses nothing. */
export function FailedPage() {
  const { empty, product } = useTexts()
  return (
    <div className="flex min-h-dvh flex-col items-center px-5 pt-[12vh]">
      <title>{`${empty.broken} · ${product}`}</title>
      <header>
        <Brand />
      </header>
      <main>
        <EmptyState as="h1" title={empty.broken} hint={empty.brokenHint}>
          <Button onClick={() => location.reload()}>{empty.reload}</Button>
        </EmptyState>
      </main>
    </div>
  )
}
