'use client'

import type { HistoryAnswer } from '@todo/core/schemas'
import { ArrowRight } from 'lucide-react'
import { useLocale, useTexts } from '../../../i18n/texts.tsx'
import { followLink } from '../../../lib/navigation.ts'
import { saidFields, sayFieldValue } from './say-change.ts'

type Event = HistoryAnswer['operations'][number]['events'][number]
type Props = {
  event: Event
  today: string
  isAlone: boolean
  /** Whether the task's name is part of the line. */
  isNamed: boolean
}

/** What happened to one task: its name, and each field from what to what. */
export function EventLine({ event: { task, number, type, changes }, today, isAlone, isNamed }: Props) {
  const texts = useTexts()
  const locale = useLocale()
  const told = { texts, today, locale }
  const fields = type === 'TaskUpdated' ? saidFields(changes) : []
  return (
    <li className="break-words">
      {isNamed && task === null && <span className="text-muted">{texts.activity.gone}</span>}
      {isNamed && task !== null && (
        <a
          href={`/tasks/${number}`}
          onClick={followLink}
          dir="auto"
          className="rounded-small underline-offset-4 hover:underline"
        >
          {task.title}
        </a>
      )}
      {!isAlone && <span className="sr-only"> {texts.activity.types[type]}</span>}
      {fields.map(({ field, from, to }) => (
        <span key={field} className="block text-small text-muted">
          {field === 'position' ? (
            texts.activity.moved
          ) : (
            <>
              {texts.activity.fields[field] ?? field}:{' '}
              <del dir="auto" className="break-words no-underline">
                {sayFieldValue(field, from, told)}
              </del>{' '}
              <ArrowRight className="inline size-3.5 rtl:-scale-x-100" aria-hidden="true" />{' '}
              <ins dir="auto" className="break-words text-ink no-underline">
                {sayFieldValue(field, to, told)}
              </ins>
            </>
          )}
        </span>
      ))}
    </li>
  )
}
