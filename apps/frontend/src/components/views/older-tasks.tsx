'use client'

import { useQuery } from '@tanstack/react-query'
import { Check } from 'lucide-react'
import { useState } from 'react'
import { useLocale, useTexts } from '../../i18n/texts.tsx'
import { api } from '../../lib/api.ts'
import { sayDate } from '../../lib/dates.ts'
import { followLink } from '../../lib/navigation.ts'
import { type OpenedReplica, useToday } from '../../lib/replica.tsx'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'

type Props = { replica: OpenedReplica; text: string }

/** What the server finds beyond the tasks that this device holds. It is asked only where somebody wants it. */
export function OlderTasks({ replica, text }: Props) {
  const { search: texts, lists } = useTexts()
  const today = useToday(replica)
  const [isWanted, setIsWanted] = useState(false)
  const found = useQuery({
    queryKey: ['older tasks', text],
    queryFn: ({ signal }) => api.search(text, signal),
    enabled: isWanted,
  })
  if (!isWanted) {
    return (
      <div className="mt-6 flex justify-center">
        <Button look="outline" onClick={() => setIsWanted(true)}>
          {texts.older}
        </Button>
      </div>
    )
  }
  const tasks = found.data?.tasks.filter(({ id }) => replica.task(id).get() === null) ?? []
  return (
    <section aria-labelledby="older" aria-busy={found.isPending} className="mt-8">
      <h2 id="older" className="border-b border-line pb-2 text-small font-semibold text-muted">
        {texts.olderTitle}
      </h2>
      <div role="status" className="text-muted">
        {found.isPending && <p className="py-3">{texts.searching}</p>}
        {found.isSuccess && tasks.length === 0 && <p className="py-3">{texts.olderNone}</p>}
      </div>
      {found.isError && (
        <div className="mt-3 space-y-3">
          <Notice>{texts.olderFailed}</Notice>
          <Button look="outline" onClick={() => void found.refetch()}>
            {lists.retry}
          </Button>
        </div>
      )}
      <Found tasks={tasks} today={today} />
    </section>
  )
}

type FoundProps = { tasks: Awaited<ReturnType<typeof api.search>>['tasks']; today: string }

function Found({ tasks, today }: FoundProps) {
  const { search: texts } = useTexts()
  const locale = useLocale()
  return (
    <ul className="-mx-3">
      {tasks.map(({ id, number, title, completed_at }) => (
        <li key={id}>
          <a
            href={`/tasks/${number}`}
            onClick={followLink}
            className="flex items-start gap-3 rounded-medium px-3 py-2.5 hover:bg-hover"
          >
            <Check className="mt-1 size-4 shrink-0 text-muted" aria-hidden="true" />
            <span className="min-w-0">
              <span dir="auto" className="block break-words">
                {title}
              </span>
              {completed_at !== null && (
                <span className="text-small text-muted">
                  {texts.done}: {sayDate(completed_at.slice(0, 10), today, locale)}
                </span>
              )}
            </span>
          </a>
        </li>
      ))}
    </ul>
  )
}
