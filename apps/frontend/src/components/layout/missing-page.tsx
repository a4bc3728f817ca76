'use client'

import { useTexts } from '../../i18n/texts.tsx'
import { Brand } from './brand.tsx'
import { EmptyState } from './empty-state.tsx'

export function MissingPage() {
  const { empty, product } = useTexts()
  return (
    <div className="flex min-h-dvh flex-col items-center px-5 pt-[12vh]">
      <title>{`${empty.missing} · ${product}`}</title>
      <header>
        <Brand />
      </header>
      <main>
        <EmptyState as="h1" title={empty.missing} hint={empty.missingHint}>
          <a href="/today" className="font-medium text-accent underline-offset-4 hover:underline">
            {empty.home}
          </a>
        </EmptyState>
      </main>
    </div>
  )
}
