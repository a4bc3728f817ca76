'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { ApiKeysAnswer } from '@todo/core/schemas'
import { useState } from 'react'
import { useTexts } from '../../../i18n/texts.tsx'
import { levelOf } from '../../../lib/agent-levels.ts'
import { api } from '../../../lib/api.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { FailedLoad, LinesSkeleton } from '../../ui/loads.tsx'
import { Notice } from '../../ui/notice.tsx'
import { MadeKey } from './made-key.tsx'
import { MakeKey } from './make-key.tsx'
import { Section } from './section.tsx'
import { useAttempt } from './use-attempt.ts'
import { useSayMoment } from './use-say-moment.ts'

/** Keys for programs: made, shown once, and ended. */
export function ApiKeys() {
  const { settings } = useTexts()
  const texts = settings.keys
  const queries = useQueryClient()
  const [made, setMade] = useState<string | null>(null)
  const { attempt, problem } = useAttempt()
  const keys = useQuery({ queryKey: ['api keys'], queryFn: ({ signal }) => api.apiKeys(signal) })
  const reload = (): Promise<void> => queries.invalidateQueries({ queryKey: ['api keys'] })
  const revoke = (id: string): Promise<void> =>
    attempt(texts.revoked, async () => {
      await api.revokeApiKey(id)
      await reload()
    })
  return (
    <Section title={texts.title} hint={texts.hint}>
      {made === null ? (
        <MakeKey
          onMade={(key) => {
            setMade(key)
            void reload()
          }}
        />
      ) : (
        <MadeKey secret={made} onDismiss={() => setMade(null)} />
      )}
      <div className="mt-6">
        {problem && <Notice>{problem}</Notice>}
        {keys.isPending && <LinesSkeleton label={settings.loading} />}
        {keys.isError && <FailedLoad title={settings.failed} onRetry={() => void keys.refetch()} />}
        {keys.data?.api_keys.length === 0 && <p className="text-muted">{texts.none}</p>}
        <ul className="divide-y divide-line">
          {keys.data?.api_keys.map((each) => (
            <KeyLine key={each.id} known={each} onRevoke={() => void revoke(each.id)} />
          ))}
        </ul>
      </div>
    </Section>
  )
}

type LineProps = { known: ApiKeysAnswer['api_keys'][number]; onRevoke(): void }

function KeyLine({ known: { name, scopes, last_used_at }, onRevoke }: LineProps) {
  const { settings } = useTexts()
  const texts = settings.keys
  const sayMoment = useSayMoment()
  const [isAsked, setIsAsked] = useState(false)
  const used = last_used_at === null ? texts.neverUsed : settings.sessions.used(sayMoment(last_used_at))
  return (
    <li className="flex items-center gap-3 py-2.5">
      <div className="min-w-0 grow">
        <p dir="auto" className="break-words">
          {name}
        </p>
        <p className="text-small text-muted">
          {texts.scopes[levelOf(scopes)]} · {used}
        </p>
      </div>
      <Button
        look="quiet"
        className="-me-3 shrink-0"
        aria-label={texts.revokeOf(name)}
        onClick={() => setIsAsked(true)}
      >
        {texts.revoke}
      </Button>
      {isAsked && (
        <Confirm
          title={texts.revokeTitle(name)}
          confirm={texts.revoke}
          onConfirm={onRevoke}
          onClose={() => setIsAsked(false)}
        >
          <p>{texts.revokeHint}</p>
        </Confirm>
      )}
    </li>
  )
}
