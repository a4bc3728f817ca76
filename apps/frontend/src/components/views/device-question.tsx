'use client'

import type { DeviceWaitingAnswer } from '@todo/core/schemas'
import { useState } from 'react'
import { useLocale, useTexts } from '../../i18n/texts.tsx'
import { ApiError, api } from '../../lib/api.ts'
import { timeZoneOf } from '../../lib/replica.tsx'
import { useUser } from '../layout/account.tsx'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'

type Outcome = 'allowed' | 'denied'
type Props = { device: DeviceWaitingAnswer; onAnswered(outcome: Outcome): void }

/** What asks to be let in, and the answer to it. */
export function DeviceQuestion({ device, onAnswered }: Props) {
  const { device: texts, problems } = useTexts()
  const locale = useLocale()
  const user = useUser()
  const [isBusy, setIsBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const answer = async (outcome: Outcome): Promise<void> => {
    setIsBusy(true)
    setProblem(null)
    try {
      await api.answerDevice(device.user_code, outcome === 'allowed' ? 'allow' : 'deny')
      onAnswered(outcome)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      const known: Readonly<Record<string, string>> = { ...problems, NOT_FOUND: texts.unknown }
      setProblem(known[error.code] ?? problems.other)
      setIsBusy(false)
    }
  }
  const time = new Intl.DateTimeFormat(locale, {
    timeStyle: 'short',
    ...(user && { timeZone: timeZoneOf(user) }),
  })
  const facts = [
    [texts.from, device.address ?? texts.unknownPlace],
    [texts.asked, time.format(new Date(device.asked_at))],
    [texts.account, user?.email ?? ''],
  ] as const
  return (
    <section
      aria-labelledby="device-asks"
      className="max-w-120 rounded-large border border-line bg-raised p-6"
    >
      <h2 id="device-asks" className="text-lead font-semibold break-words">
        {texts.asks(device.client)}
      </h2>
      <p className="mt-5 text-muted">{texts.compare}</p>
      <p dir="ltr" className="mt-1 font-mono text-title font-semibold tracking-widest">
        {device.user_code}
      </p>
      <dl className="mt-5 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-small">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd dir="auto" className="min-w-0 break-words">
              {value}
            </dd>
          </div>
        ))}
      </dl>
      <p className="mt-5">{texts.warning}</p>
      {problem !== null && (
        <div className="mt-5">
          <Notice>{problem}</Notice>
        </div>
      )}
      <div className="mt-6 flex flex-wrap gap-2">
        <Button disabled={isBusy} onClick={() => void answer('allowed')}>
          {texts.allow}
        </Button>
        <Button look="outline" disabled={isBusy} onClick={() => void answer('denied')}>
          {texts.deny}
        </Button>
      </div>
    </section>
  )
}
