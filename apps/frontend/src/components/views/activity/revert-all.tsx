'use client'

import { useQuery } from '@tanstack/react-query'
import type { HistoryAnswer } from '@todo/core/schemas'
import { useId, useState } from 'react'
import { useTexts } from '../../../i18n/texts.tsx'
import { api } from '../../../lib/api.ts'
import type { OpenedReplica } from '../../../lib/replica.tsx'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { RevertPreview } from './revert-preview.tsx'

type Operations = HistoryAnswer['operations']
type Author = Pick<Operations[number], 'actor' | 'client'>
type Props = { operations: Operations; replica: OpenedReplica }

const keyOf = ({ actor, client }: Author): string => `${actor} ${client}`

/** Takes back all that an agent, the assistant or a key has changed since a time, after showing what that is. */
export function RevertAll(props: Props) {
  const { agents } = useTexts()
  const [isOpen, setIsOpen] = useState(false)
  const id = useId()
  return (
    <details
      className="mb-6 rounded-large border border-line bg-raised"
      onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}
    >
      <summary className="flex min-h-11 cursor-pointer items-center px-4 font-medium">
        {agents.revert.open}
      </summary>
      {isOpen && (
        <section aria-labelledby={id} className="px-4 pb-4">
          <h2 id={id} className="sr-only">
            {agents.revert.title}
          </h2>
          <Choice {...props} />
        </section>
      )}
    </details>
  )
}

function Choice({ operations, replica }: Props) {
  const { agents: texts, activity } = useTexts()
  const authors = useAuthors(operations)
  const [chosen, setChosen] = useState<string | null>(null)
  const [since, setSince] = useState(startOfToday)
  const author = authors.find((each) => keyOf(each) === chosen) ?? authors[0]
  if (!author) return <p className="text-muted">{texts.revert.nobody}</p>
  const from = new Date(since)
  const nameOf = ({ actor, client }: Author): string =>
    `${activity.by[actor]} ${activity.from[client] ?? activity.fromOther(client)}`
  return (
    <>
      <div className="grid gap-4 desk:grid-cols-2">
        <Select
          label={texts.revert.who}
          value={keyOf(author)}
          options={authors.map((each) => [keyOf(each), nameOf(each)] as const)}
          onChange={setChosen}
        />
        <Field
          label={texts.revert.since}
          type="datetime-local"
          required
          value={since}
          onChange={({ target }) => setSince(target.value)}
        />
      </div>
      {!Number.isNaN(from.getTime()) && (
        <RevertPreview
          key={`${keyOf(author)} ${since}`}
          author={{ actor: author.actor, client: author.client }}
          from={from.toISOString()}
          replica={replica}
        />
      )}
    </>
  )
}

/** Whoever but the person has changed something, as far as the history is loaded, and every connected agent. */
function useAuthors(operations: Operations): Author[] {
  const connected = useQuery({ queryKey: ['agents'], queryFn: ({ signal }) => api.agents(signal) })
  const all: Author[] = [
    ...operations.filter(({ actor }) => actor === 'agent' || actor === 'assistant'),
    ...(connected.data?.agents ?? []).map(({ client }) => ({ actor: 'agent' as const, client })),
    ...operations.filter(({ actor, client }) => actor === 'user' && client !== 'web'),
  ]
  return [...new Map(all.map((author) => [keyOf(author), author])).values()]
}

/** In the form that the browser's own field for a time takes. */
function startOfToday(): string {
  const now = new Date()
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}T00:00`
}
