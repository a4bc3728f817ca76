'use client'

import { useQuery } from '@tanstack/react-query'
import { useTexts } from '../../i18n/texts.tsx'
import { ApiError, api } from '../../lib/api.ts'
import { useSearch } from '../../lib/navigation.ts'
import { ServerState } from '../../lib/server-state.tsx'
import { Header } from '../layout/header.tsx'
import { Notice } from '../ui/notice.tsx'
import { ConsentQuestion } from './consent-question.tsx'

/** Asks whether an agent may use the tasks. The server leads here with a query that it has signed. */
export function ConsentView() {
  const { agents } = useTexts()
  const query = useSearch().replace(/^\?/, '')
  return (
    <ServerState>
      <Header title={agents.consent.title} />
      {new URLSearchParams(query).has('client_id') ? <Asking query={query} /> : <Ended />}
    </ServerState>
  )
}

function Asking({ query }: { query: string }) {
  const { agents, problems } = useTexts()
  const { data, error } = useQuery({
    queryKey: ['asking agent', query],
    queryFn: ({ signal }) => api.askingAgent(query, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  if (data) return <ConsentQuestion agent={data} query={query} />
  if (!error) return <p className="text-muted">{agents.consent.looking}</p>
  const isGone = error instanceof ApiError && error.status >= 400 && error.status < 500
  return isGone ? <Ended /> : <Notice>{problems.other}</Notice>
}

/** What the server refuses to ask at all leads here too. */
function Ended() {
  const { agents } = useTexts()
  return (
    <div className="max-w-120">
      <Notice>{agents.consent.unknown}</Notice>
    </div>
  )
}
