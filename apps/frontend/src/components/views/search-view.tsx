'use client'

import { useTexts } from '../../i18n/texts.tsx'
import { replaceAddress, useSearch } from '../../lib/navigation.ts'
import { type OpenedReplica, useLive, useToday } from '../../lib/replica.tsx'
import { ServerState } from '../../lib/server-state.tsx'
import { EmptyState } from '../layout/empty-state.tsx'
import { Header } from '../layout/header.tsx'
import { GrowingList } from '../task/growing-list.tsx'
import { OlderTasks } from './older-tasks.tsx'
import { OverReplica } from './over-replica.tsx'

/** Finds tasks as one types; what this device does not hold, the server finds. */
export function SearchView() {
  const { views } = useTexts()
  return (
    <ServerState>
      <OverReplica title={views.search}>{(replica) => <SearchOf replica={replica} />}</OverReplica>
    </ServerState>
  )
}

function SearchOf({ replica }: { replica: OpenedReplica }) {
  const { views, search: texts } = useTexts()
  const text = new URLSearchParams(useSearch()).get('q') ?? ''
  const wanted = text.trim()
  return (
    <>
      <Header title={views.search} />
      <input
        type="search"
        aria-label={texts.label}
        placeholder={texts.label}
        value={text}
        dir="auto"
        // biome-ignore lint/a11y/noAutofocus: whoever opens the search wants to type
        autoFocus
        autoComplete="off"
        enterKeyHint="search"
        onChange={({ target }) => replaceAddress(addressOf(target.value))}
        className="block h-12 w-full rounded-medium border border-edge bg-raised px-3.5 text-lead placeholder:text-muted"
      />
      {wanted === '' ? (
        <p className="mt-3 text-muted">{texts.hint}</p>
      ) : (
        <Hits replica={replica} text={wanted} />
      )}
    </>
  )
}

const addressOf = (text: string): string =>
  text === '' ? '/search' : `/search?${new URLSearchParams({ q: text })}`

function Hits({ replica, text }: { replica: OpenedReplica; text: string }) {
  const { search: texts, lists } = useTexts()
  const today = useToday(replica)
  const tasks = useLive(replica.tasks({ q: text }))
  return (
    <>
      <p aria-live="polite" className="mt-3 text-small text-muted">
        {tasks.length > 0 && lists.count(tasks.length)}
      </p>
      {tasks.length === 0 && <EmptyState title={texts.none} hint={texts.noneHint} />}
      <GrowingList of={text} title={null} tasks={tasks} today={today} />
      <OlderTasks key={text} replica={replica} text={text} />
    </>
  )
}
