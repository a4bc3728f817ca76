'use client'

import { useTexts } from '../../i18n/texts.tsx'
import { FloatingAdd, QuickAdd } from '../quick-add/quick-add.tsx'
import { Button } from '../ui/button.tsx'
import { CurrentView } from '../views/current-view.tsx'
import { AccountProvider, useUnknownAccount } from './account.tsx'
import { Announcer } from './announcer.tsx'
import { BottomBar } from './bottom-bar.tsx'
import { EmptyState } from './empty-state.tsx'
import { Sidebar } from './sidebar.tsx'

/** The signed-in app: one and the same on every view's address. */
export function Shell() {
  const { skipToContent } = useTexts()
  return (
    <AccountProvider>
      <a
        href="#content"
        className="absolute start-4 top-4 z-20 -translate-y-24 rounded-medium bg-accent px-4 py-2 text-on-accent focus:translate-y-0"
      >
        {skipToContent}
      </a>
      <div className="flex min-h-dvh">
        <Sidebar />
        <main
          id="content"
          tabIndex={-1}
          className="min-w-0 grow px-5 pt-8 pb-40 outline-none desk:px-10 desk:pt-14 desk:pb-28"
        >
          <div className="mx-auto max-w-180">
            <Content />
          </div>
        </main>
      </div>
      <BottomBar />
      <FloatingAdd />
      <QuickAdd />
      <Announcer />
    </AccountProvider>
  )
}

/** The view, or why there is none. */
function Content() {
  const askAgain = useUnknownAccount()
  const { lists, problems } = useTexts()
  if (!askAgain) return <CurrentView />
  return (
    <EmptyState as="h1" title={lists.failed} hint={problems.UNREACHABLE}>
      <Button onClick={askAgain}>{lists.retry}</Button>
    </EmptyState>
  )
}
