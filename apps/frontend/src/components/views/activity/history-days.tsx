'use client'

import type { HistoryAnswer } from '@todo/core/schemas'
import { useId } from 'react'
import { useLocale } from '../../../i18n/texts.tsx'
import { dayOf, sayDate } from '../../../lib/dates.ts'
import { type OpenedReplica, useToday } from '../../../lib/replica.tsx'
import { OperationEntry } from './operation-entry.tsx'

type Props = {
  replica: OpenedReplica
  operations: HistoryAnswer['operations']
  timeZone: string
  /** The task whose history it is: what else an operation changed is left out. */
  about?: string
}

/** Operations under their days, the newest first. */
export function HistoryDays({ replica, operations, timeZone, about }: Props) {
  const id = useId()
  const locale = useLocale()
  const today = useToday(replica)
  const Title = about === undefined ? 'h2' : 'h3'
  const days = Map.groupBy(operations, ({ at }) => dayOf(new Date(at), timeZone))
  return [...days].map(([date, made]) => (
    <section key={date} aria-labelledby={`${id}-${date}`} className="mt-6 first-of-type:mt-0">
      <Title id={`${id}-${date}`} className="border-b border-line pb-2 text-small font-semibold text-muted">
        {sayDate(date, today, locale)}
      </Title>
      <ol className="divide-y divide-line">
        {made.map((operation) => (
          <OperationEntry
            key={operation.id}
            replica={replica}
            operation={operation}
            today={today}
            timeZone={timeZone}
            about={about}
          />
        ))}
      </ol>
    </section>
  ))
}
