'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTexts } from '../../../i18n/texts.tsx'
import { api } from '../../../lib/api.ts'
import { Button } from '../../ui/button.tsx'
import { FailedLoad, LinesSkeleton } from '../../ui/loads.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Section } from './section.tsx'
import { useAttempt } from './use-attempt.ts'
import { useSayMoment } from './use-say-moment.ts'

/** Where the account is signed in; each but this one can be ended from here. */
export function Sessions() {
  const { settings } = useTexts()
  const texts = settings.sessions
  const sayMoment = useSayMoment()
  const queries = useQueryClient()
  const { attempt, problem } = useAttempt()
  const sessions = useQuery({ queryKey: ['sessions'], queryFn: ({ signal }) => api.sessions(signal) })
  const end = (id: string): Promise<void> =>
    attempt(texts.ended, async () => {
      await api.endSession(id)
      await queries.invalidateQueries({ queryKey: ['sessions'] })
    })
  return (
    <Section title={texts.title}>
      {problem && <Notice>{problem}</Notice>}
      {sessions.isPending && <LinesSkeleton label={settings.loading} />}
      {sessions.isError && <FailedLoad title={settings.failed} onRetry={() => void sessions.refetch()} />}
      <ul className="divide-y divide-line">
        {sessions.data?.sessions.map(({ id, client, current, created_at, last_used_at }) => (
          <li key={id} className="flex items-center gap-3 py-2.5">
            <div className="min-w-0 grow">
              <p className="break-words">{current ? `${client} · ${texts.here}` : client}</p>
              <p className="text-small text-muted">
                {texts.since(sayMoment(created_at))}, {texts.used(sayMoment(last_used_at))}
              </p>
            </div>
            {!current && (
              <Button
                look="quiet"
                className="-me-3 shrink-0"
                aria-label={texts.endOf(client)}
                onClick={() => void end(id)}
              >
                {texts.end}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
