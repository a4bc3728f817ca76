'use client'

import { useTexts } from '../../i18n/texts.tsx'
import { viewId } from '../../lib/first-sight.ts'
import { ServedAddress, useTaskBeside } from '../../lib/navigation.ts'
import { classes } from '../../lib/utils.ts'
import { ChatPanel } from '../chat/chat-panel.tsx'
import { FloatingAdd, QuickAdd } from '../quick-add/quick-add.tsx'
import { Button } from '../ui/button.tsx'
import { CurrentView } from '../views/current-view.tsx'
import { TaskBeside } from '../views/task/task-beside.tsx'
import { AccountProvider, useAccount } from './account.tsx'
import { Announcer } from './announcer.tsx'
import { Arrive } from './arrive.tsx'
import { Bars } from './bars.tsx'
import { BottomBar } from './bottom-bar.tsx'
import { EmptyState } from './empty-state.tsx'
import { AfterFirstSight, FirstSight } from './first-sight.tsx'
import { Keyboard } from './keyboard.tsx'
import { Sidebar } from './sidebar.tsx'

/**
 * With a task open the view begins where it began before, and ends where the task begins. On a phone it stays under
 * the task, at the same place. Where the chat stands beside it, the task lies over that.
 */
const besideTask =
  'max-desk:invisible desk:ms-[max(0px,calc((100%-45rem)/2))] desk:me-[calc(24rem-1rem)] wide:me-[calc(28rem-1rem)] in-data-chat:min-[80rem]:me-0'

/** `address` is the one that the page was written for, `build` the version of the app, `nonce` for scripts of the page. */
type Props = { address: string; build: string; nonce: string }

/** The signed-in app: one and the same on every view's address. */
export function Shell({ address, ...page }: Props) {
  return (
    <ServedAddress value={address}>
      <AccountProvider>
        <Frame {...page} />
      </AccountProvider>
    </ServedAddress>
  )
}

function Frame({ build, nonce }: Omit<Props, 'address'>) {
  const { skipToContent } = useTexts()
  const isBeside = useTaskBeside() !== null
  return (
    <>
      <a
        href="#content"
        className="absolute start-4 top-4 z-20 -translate-y-24 rounded-medium bg-accent px-4 py-2 text-on-accent focus:translate-y-0"
      >
        {skipToContent}
      </a>
      <div className="flex min-h-dvh" data-beside={isBeside || undefined}>
        <Sidebar />
        <main
          id="content"
          tabIndex={-1}
          className="relative min-w-0 grow px-5 pt-8 pb-40 outline-none in-data-selecting:pb-44 desk:px-10 desk:pt-14 desk:pb-28"
        >
          <div className={classes('max-w-180', isBeside ? besideTask : 'mx-auto')}>
            <Bars build={build} />
            <FirstSight build={build} nonce={nonce} />
            <div id={viewId} className="[#first-sight:not(:empty)~&]:hidden">
              <Content />
            </div>
            <AfterFirstSight build={build} />
          </div>
          <TaskBeside />
        </main>
        <ChatPanel />
      </div>
      <BottomBar />
      <FloatingAdd />
      <QuickAdd />
      <Announcer />
      <Keyboard />
      <Arrive />
    </>
  )
}

/** The view, or why there is none. */
function Content() {
  const { standing, ask } = useAccount()
  const { lists, problems } = useTexts()
  if (standing !== 'unknown') return <CurrentView />
  return (
    <EmptyState as="h1" title={lists.failed} hint={problems.UNREACHABLE}>
      <Button onClick={ask}>{lists.retry}</Button>
    </EmptyState>
  )
}
