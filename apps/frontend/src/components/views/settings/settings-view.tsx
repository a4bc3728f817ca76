'use client'

import { useTexts } from '../../../i18n/texts.tsx'
import { followLink, usePath } from '../../../lib/navigation.ts'
import { ServerState } from '../../../lib/server-state.tsx'
import { classes } from '../../../lib/utils.ts'
import type { User } from '../../../types/index.ts'
import { useUser } from '../../layout/account.tsx'
import { Header } from '../../layout/header.tsx'
import { LinesSkeleton } from '../../ui/loads.tsx'
import { MissingView } from '../missing-view.tsx'
import { ApiKeys } from './api-keys.tsx'
import { ConnectedAgents } from './connected-agents.tsx'
import { DeleteAccount } from './delete-account.tsx'
import { ExportSection } from './export-section.tsx'
import { ImportSection } from './import-section.tsx'
import { KeyboardSection } from './keyboard-section.tsx'
import { Password } from './password.tsx'
import { Profile } from './profile.tsx'
import { Region } from './region.tsx'
import { Sessions } from './sessions.tsx'
import { ThemeSection } from './theme-section.tsx'

const tabs = ['account', 'security', 'agents', 'keys', 'data'] as const
type Tab = (typeof tabs)[number]

/** The account and what belongs to it, in parts with addresses of their own. */
export function SettingsView() {
  const { views, settings } = useTexts()
  const user = useUser()
  const [, , part, ...rest] = usePath().split('/')
  const tab = part === undefined ? 'account' : tabs.find((each) => each === part)
  if (tab === undefined || rest.length > 0) return <MissingView />
  return (
    <ServerState>
      <Header title={views.settings} />
      <nav aria-label={views.settings} className="flex flex-wrap gap-1 border-b border-line pb-2">
        {tabs.map((each) => (
          <TabLink key={each} tab={each} isHere={each === tab} />
        ))}
      </nav>
      {user ? <Part key={tab} tab={tab} user={user} /> : <LinesSkeleton label={settings.loading} />}
    </ServerState>
  )
}

function TabLink({ tab, isHere }: { tab: Tab; isHere: boolean }) {
  const { settings } = useTexts()
  return (
    <a
      href={tab === 'account' ? '/settings' : `/settings/${tab}`}
      onClick={followLink}
      aria-current={isHere ? 'page' : undefined}
      className={classes(
        'flex min-h-11 items-center rounded-medium px-2.5 transition-colors desk:min-h-9 desk:px-3',
        isHere ? 'bg-accent-soft font-medium' : 'text-muted hover:bg-hover hover:text-ink',
      )}
    >
      {settings.tabs[tab]}
    </a>
  )
}

function Part({ tab, user }: { tab: Tab; user: User }) {
  if (tab === 'security') {
    return (
      <>
        <Password email={user.email} />
        <Sessions />
      </>
    )
  }
  if (tab === 'agents') return <ConnectedAgents />
  if (tab === 'keys') return <ApiKeys />
  if (tab === 'data') {
    return (
      <>
        <ExportSection />
        <ImportSection />
      </>
    )
  }
  return (
    <>
      <Profile user={user} />
      <Region user={user} />
      <ThemeSection />
      <KeyboardSection />
      <DeleteAccount />
    </>
  )
}
