'use client'

import { useTexts } from '../../i18n/texts.tsx'
import { followLink, usePathIs } from '../../lib/navigation.ts'
import { classes } from '../../lib/utils.ts'
import { MoreMenu } from './more-menu.tsx'
import { isAt, mainItems, type NavItem } from './nav-items.ts'

const place = 'flex h-14 min-w-0 flex-col items-center justify-center gap-0.5 px-0.5'

/** The views, within reach of a thumb. */
export function BottomBar() {
  const { navigation } = useTexts()
  return (
    <nav
      aria-label={navigation.main}
      className="fixed inset-x-0 bottom-0 z-10 grid grid-cols-5 border-t border-line bg-raised pb-[env(safe-area-inset-bottom)] in-data-chat:hidden desk:hidden"
    >
      {mainItems.map((item) => (
        <BarLink key={item.path} item={item} />
      ))}
      <MoreMenu className={place} />
    </nav>
  )
}

function BarLink({ item }: { item: NavItem }) {
  const { views } = useTexts()
  const isHere = usePathIs((path) => isAt(path, item))
  return (
    <a
      href={item.path}
      onClick={followLink}
      aria-current={isHere ? 'page' : undefined}
      className={classes(place, isHere ? 'text-accent' : 'text-muted')}
    >
      <item.icon className="size-5.5" aria-hidden="true" />
      <span className="max-w-full truncate text-tiny">{views[item.view]}</span>
    </a>
  )
}
