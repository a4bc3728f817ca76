'use client'

import { Ellipsis, LogOut } from 'lucide-react'
import { useTexts } from '../../i18n/texts.tsx'
import { askLogOut } from '../../lib/log-out.ts'
import { followLink, usePathIs } from '../../lib/navigation.ts'
import { countOf, proposals } from '../../lib/proposals.ts'
import { useReplica } from '../../lib/replica.tsx'
import { useStore } from '../../lib/store.ts'
import { classes } from '../../lib/utils.ts'
import { MenuChat } from '../chat/chat-buttons.tsx'
import { useUser } from './account.tsx'
import { ConnectionSign } from './connection-sign.tsx'
import { isAt, type NavItem, quietItems } from './nav-items.ts'
import { ProposalsCount } from './proposals-count.tsx'

const row = 'flex min-h-12 w-full items-center gap-3.5 rounded-medium px-3 hover:bg-hover'

/** What the bar at the bottom has no room for. The browser opens, closes and places focus by itself. */
export function MoreMenu({ className }: { className: string }) {
  const texts = useTexts()
  const { navigation } = texts
  const user = useUser()
  const replica = useReplica()
  const count = countOf(useStore(proposals))
  const isHere = usePathIs((path) => quietItems.some((item) => isAt(path, item)))
  return (
    <>
      <button
        type="button"
        popoverTarget="more"
        className={classes(className, isHere ? 'text-accent' : 'text-muted')}
      >
        <span className="relative">
          <Ellipsis className="size-5.5" aria-hidden="true" />
          {count > 0 && (
            <span className="absolute -end-1 -top-0.5 size-2 rounded-full bg-accent" aria-hidden="true" />
          )}
        </span>
        <span className="max-w-full truncate text-tiny">
          {navigation.more}
          {count > 0 && <span className="sr-only">, {texts.agents.proposals.waiting(count)}</span>}
        </span>
      </button>
      <div
        id="more"
        popover="auto"
        className="inset-x-3 top-auto bottom-[calc(4.25rem+env(safe-area-inset-bottom))] m-0 w-auto rounded-large border border-line bg-raised p-2 text-ink shadow-float"
      >
        <p className="flex items-center justify-between gap-3 px-3 pt-2 pb-3">
          <span className="truncate font-medium">{user?.name || user?.email}</span>
          <ConnectionSign />
        </p>
        <MenuChat className={row} />
        {quietItems.map((item) => (
          <MenuLink key={item.path} item={item} />
        ))}
        <button
          type="button"
          onClick={({ currentTarget }) => {
            currentTarget.parentElement?.hidePopover()
            askLogOut({ replica, texts })
          }}
          className={row}
        >
          <LogOut className="size-5 text-muted rtl:-scale-x-100" aria-hidden="true" />
          {navigation.logOut}
        </button>
      </div>
    </>
  )
}

function MenuLink({ item }: { item: NavItem }) {
  const { views } = useTexts()
  const isHere = usePathIs((path) => isAt(path, item))
  return (
    <a
      href={item.path}
      aria-current={isHere ? 'page' : undefined}
      onClick={(event) => {
        event.currentTarget.parentElement?.hidePopover()
        followLink(event)
      }}
      className={row}
    >
      <item.icon className="size-5 text-muted" aria-hidden="true" />
      {views[item.view]}
      <ProposalsCount item={item} />
    </a>
  )
}
