'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { AgentWire } from '@todo/core/schemas'
import { useState } from 'react'
import { useTexts } from '../../../i18n/texts.tsx'
import { levelOf } from '../../../lib/agent-levels.ts'
import { api } from '../../../lib/api.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { FailedLoad, LinesSkeleton } from '../../ui/loads.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Section } from './section.tsx'
import { useAttempt } from './use-attempt.ts'
import { useSayMoment } from './use-say-moment.ts'

/** The agents that were let in; each can be disconnected from here. */
export function ConnectedAgents() {
  const { settings, agents: allTexts } = useTexts()
  const texts = allTexts.connected
  const queries = useQueryClient()
  const { attempt, problem } = useAttempt()
  const agents = useQuery({ queryKey: ['agents'], queryFn: ({ signal }) => api.agents(signal) })
  const disconnect = (id: string): Promise<void> =>
    attempt(texts.ended, async () => {
      await api.disconnectAgent(id)
      await queries.invalidateQueries({ queryKey: ['agents'] })
    })
  return (
    <Section title={texts.title} hint={texts.hint}>
      {problem && <Notice>{problem}</Notice>}
      {agents.isPending && <LinesSkeleton label={settings.loading} />}
      {agents.isError && <FailedLoad title={settings.failed} onRetry={() => void agents.refetch()} />}
      {agents.data?.agents.length === 0 && <p className="text-muted">{texts.none}</p>}
      <ul className="divide-y divide-line">
        {agents.data?.agents.map((each) => (
          <AgentLine key={each.id} agent={each} onDisconnect={() => void disconnect(each.id)} />
        ))}
      </ul>
    </Section>
  )
}

type LineProps = { agent: AgentWire; onDisconnect(): void }

function AgentLine({ agent, onDisconnect }: LineProps) {
  const { settings, agents } = useTexts()
  const texts = agents.connected
  const sayMoment = useSayMoment()
  const [isAsked, setIsAsked] = useState(false)
  const { name, scopes, hosts, created_at, last_used_at } = agent
  const used = last_used_at === null ? texts.neverUsed : settings.sessions.used(sayMoment(last_used_at))
  return (
    <li className="flex items-center gap-3 py-2.5">
      <div className="min-w-0 grow">
        <p dir="auto" className="break-words">
          {name}
        </p>
        <p className="text-small text-muted">
          {texts.scopes[levelOf(scopes)]} · {settings.sessions.since(sayMoment(created_at))}, {used}
        </p>
        <p className="text-small break-words text-muted">{texts.goesTo(hosts.join(', '))}</p>
      </div>
      <Button
        look="quiet"
        className="-me-3 shrink-0"
        aria-label={texts.endOf(name)}
        onClick={() => setIsAsked(true)}
      >
        {texts.end}
      </Button>
      {isAsked && (
        <Confirm
          title={texts.endTitle(name)}
          confirm={texts.end}
          onConfirm={onDisconnect}
          onClose={() => setIsAsked(false)}
        >
          <p>{texts.endHint}</p>
        </Confirm>
      )}
    </li>
  )
}
