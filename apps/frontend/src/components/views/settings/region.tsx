'use client'

import { useState } from 'react'
import { localeCookie } from '../../../i18n/choose-locale.ts'
import { useLocale, useTexts } from '../../../i18n/texts.tsx'
import { api } from '../../../lib/api.ts'
import { keepLocale, setCookie } from '../../../lib/auth.ts'
import { reloadAnew } from '../../../lib/offline.ts'
import { timeZoneOf, useReplica } from '../../../lib/replica.tsx'
import { oneOf } from '../../../lib/task-filter.ts'
import { chooseWeekStart, useChosenWeekStart, weekStarts } from '../../../lib/week-start.ts'
import type { User } from '../../../types/index.ts'
import { useUserChanged } from '../../layout/account.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Select } from '../../ui/select.tsx'
import { Section } from './section.tsx'
import { useAttempt } from './use-attempt.ts'

/** Where and how dates are read: each choice is kept as soon as it is made. */
export function Region({ user }: { user: User }) {
  const { settings } = useTexts()
  const texts = settings.region
  const replica = useReplica()
  const userChanged = useUserChanged()
  const shown = useLocale()
  const { attempt, problem, done } = useAttempt()
  const [isBusy, setIsBusy] = useState(false)

  const change = async (fields: { timezone?: string | null; locale?: string | null }): Promise<void> => {
    setIsBusy(true)
    await attempt(settings.saved, async () => {
      const changed = await api.updateAccount(fields)
      userChanged(changed.user)
      if (fields.timezone !== undefined) replica?.setTimeZone(timeZoneOf(changed.user))
      if (fields.locale === null) setCookie(localeCookie, '')
      if (fields.locale === null || keepLocale(changed.user, shown)) reloadAnew()
    })
    setIsBusy(false)
  }
  return (
    <Section title={texts.title}>
      <div className="space-y-5">
        {problem && <Notice>{problem}</Notice>}
        <Select
          label={texts.timezone}
          hint={texts.timezoneHint}
          value={user.timezone ?? ''}
          disabled={isBusy}
          options={zoneOptions(user.timezone, texts.browserZone(browserZone()))}
          onChange={(zone) => void change({ timezone: zone || null })}
        />
        <Select
          label={texts.locale}
          value={user.locale ?? ''}
          disabled={isBusy}
          options={localeOptions(user.locale, texts.browserLocale)}
          onChange={(locale) => void change({ locale: locale || null })}
        />
        <WeekStartChoice />
        {done && <p className="text-small text-muted">{done}</p>}
      </div>
    </Section>
  )
}

/** On this device: the account has no place for it. */
function WeekStartChoice() {
  const { region: texts } = useTexts().settings
  const chosen = useChosenWeekStart()
  return (
    <Select
      label={texts.week}
      hint={texts.weekHint}
      value={chosen ?? ''}
      options={[
        ['', texts.weekByLocale],
        ...weekStarts.map((start) => [start, texts.weekStarts[start]] as const),
      ]}
      onChange={(start) => chooseWeekStart(oneOf(weekStarts, start))}
    />
  )
}

type Option = readonly [value: string, name: string]

const browserZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

function zoneOptions(chosen: string | null, byBrowser: string): readonly Option[] {
  const zones = new Set([...(chosen === null ? [] : [chosen]), 'UTC', ...Intl.supportedValuesOf('timeZone')])
  return [['', byBrowser], ...[...zones].sort().map((zone) => [zone, zone.replaceAll('_', ' ')] as const)]
}

const locales = ['en-GB', 'en-US', 'en-CA', 'en-AU', 'de-DE', 'de-AT', 'de-CH']

/** Each in its own language, as whoever looks for it reads it. */
function localeOptions(chosen: string | null, byBrowser: string): readonly Option[] {
  const all = new Set([...(chosen === null ? [] : [chosen]), ...locales])
  return [['', byBrowser], ...[...all].map((locale) => [locale, nameOfLocale(locale)] as const)]
}

const nameOfLocale = (locale: string): string =>
  new Intl.DisplayNames(locale, { type: 'language', languageDisplay: 'standard' }).of(locale) ?? locale
