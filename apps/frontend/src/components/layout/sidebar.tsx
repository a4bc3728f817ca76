'use client'

import { LogOut } from 'lucide-react'
import { useTexts } from '../../i18n/texts.tsx'
import { askLogOut } from '../../lib/log-out.ts'
import { followLink, usePathIs } from '../../lib/navigation.ts'
import { useReplica } from '../../lib/replica.tsx'
import { classes } from '../../lib/utils.ts'
import { SidebarChat } from '../chat/chat-buttons.tsx'
import { SidebarAdd } from '../quick-add/quick-add.tsx'
import { useUser } from './account.tsx'
import { Brand } from './brand.tsx'
import { ConnectionSign } from './connection-sign.tsx'
import { isAt, mainItems, type NavItem, quietItems } from './nav-items.ts'
import { ProposalsCount } from './proposals-count.tsx'
import { TagLinks } from './tag-links.tsx'

/** The views, on a screen with room for it. */
export function Sidebar() {
  const { navigation } = useTexts()
  return (
    <aside className="sticky top-0 hidden h-dvh w-60 shrink-0 flex-col border-e border-line bg-sunken px-3 pt-6 pb-4 desk:flex desk:max-[60rem]:in-data-beside:hidden">
      <div className="px-2.5">
        <Brand />
      </div>
      <SidebarAdd />
      <SidebarChat />
      <nav aria-label={navigation.main} className="mt-3 flex min-h-0 grow flex-col gap-0.5">
        {mainItems.map((item) => (
          <SidebarLink key={item.path} item={item} />
        ))}
        <TagLinks />
        <div className="grow" />
        {quietItems.map((item) => (
          <SidebarLink key={item.path} item={item} />
        ))}
      </nav>
      <AccountBar />
    </aside>
  )
}

function SidebarLink({ item }: { item: NavItem }) {
  const { views } = useTexts()
  const isHere = usePathIs((path) => isAt(path, item))
  return (
    <a
      href={item.path}
      onClick={followLink}
      aria-current={isHere ? 'page' : undefined}
      className={classes(
        'flex h-9 shrink-0 items-center gap-3 rounded-medium px-2.5 transition-colors',
        isHere ? 'bg-accent-soft font-medium text-ink' : 'text-muted hover:bg-hover hover:text-ink',
      )}
    >
      <item.icon className={classes('size-4.5', isHere && 'text-accent')} aria-hidden="true" />
      {views[item.view]}
      <ProposalsCount item={item} />
    </a>
  )
}

function AccountBar() {
  const user = useUser()
  const replica = useReplica()
  const texts = useTexts()
  const { navigation } = texts
  return (
    <div className="mt-4 border-t border-line pt-3">
      <div className="flex min-h-9 items-center gap-2 px-2.5">
        <span className="min-w-0 grow">
          <span className="block truncate text-small font-medium">{user?.name || user?.email}</span>
          <ConnectionSign />
        </span>
        <button
          type="button"
          title={navigation.logOut}
          aria-label={navigation.logOut}
          onClick={() => askLogOut({ replica, texts })}
          className="-me-1.5 grid size-9 shrink-0 place-items-center rounded-medium text-muted transition-colors hover:bg-hover hover:text-ink"
        >
          <LogOut className="size-4.5 rtl:-scale-x-100" aria-hidden="true" />
        </button>
      </div>
    </div>
  )
}
