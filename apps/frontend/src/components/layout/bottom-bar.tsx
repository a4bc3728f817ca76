'use client'

import { useTexts } from '../../i18n/texts.tsx'
import { followLink, usePath } from '../../lib/navigation.ts'
import { classes } from '../../lib/utils.ts'
import { MoreMenu } from './more-menu.tsx'
import { isAt, mainItems } from './nav-items.ts'

const place = 'flex h-14 min-w-0 flex-col items-center justify-center gap-0.5 px-0.5'

/** The views, within reach of a thumb. */
export function BottomBar() {
  const { navigation, views } = useTexts()
  const path = usePath()
  return (
    <nav
      aria-label={navigation.main}
      className="fixed inset-x-0 bottom-0 z-10 grid grid-cols-5 border-t border-line bg-raised pb-[env(safe-area-inset-bottom)] in-data-chat:hidden desk:hidden"
    >
      {mainItems.map((item) => {
        const isHere = isAt(path, item)
        return (
          <a
            key={item.path}
            href={item.path}
            onClick={followLink}
            aria-current={isHere ? 'page' : undefined}
            className={classes(place, isHere ? 'text-accent' : 'text-muted')}
          >
            <item.icon className="size-5.5" aria-hidden="true" />
            <span className="max-w-full truncate text-tiny">{views[item.view]}</span>
          </a>
        )
      })}
      <MoreMenu className={place} />
    </nav>
  )
}
