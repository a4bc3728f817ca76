'use client'

import type { ConflictNotice } from '@todo/client/replica'
import { useTexts } from '../../i18n/texts.tsx'
import type { AppTools } from '../../lib/app-tools.ts'
import { attempt } from '../../lib/undo.ts'
import { Button } from '../ui/button.tsx'
import { NoticeFrame } from './notice-frame.tsx'
import { sayValue } from './say-conflicts.ts'

type Props = { tools: AppTools; notice: ConflictNotice; onDismiss(): void }

/** One field was changed here and elsewhere: what counts, and what could count instead. */
export function ConflictCard({ tools, notice, onDismiss }: Props) {
  const texts = useTexts()
  const { notices } = texts.keys
  const field = notice.field === 'dueDate' ? 'due_date' : notice.field
  const title = tools.replica.task(notice.taskId).get()?.title
  const task = title === undefined ? notices.gone : texts.keys.quoted(title)
  return (
    <NoticeFrame title={notices.conflict(task, texts.activity.fields[field] ?? field)}>
      <p dir="auto" className="mt-1 break-words">
        {notices.yours(sayValue(tools, field, notice.yours))}
      </p>
      <p dir="auto" className="break-words text-muted">
        {notices.theirs(sayValue(tools, field, notice.theirs), sayBy(tools, notice))}
      </p>
      <div className="mt-3 flex flex-wrap justify-end gap-2">
        <Button look="outline" onClick={onDismiss}>
          {notices.keepYours}
        </Button>
        <Button
          onClick={() => {
            attempt(tools, { kind: 'update' }, () => tools.replica.takeTheirs(notice.id))
            onDismiss()
          }}
        >
          {notices.takeTheirs}
        </Button>
      </div>
    </NoticeFrame>
  )
}

function sayBy({ texts, locale }: AppTools, { by }: ConflictNotice): string {
  if (by === null) return ''
  const { activity } = texts
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(new Date(by.at))
  return texts.keys.notices.by(
    activity.by[by.actor],
    activity.from[by.client] ?? activity.fromOther(by.client),
    time,
  )
}
