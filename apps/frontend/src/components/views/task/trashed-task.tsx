'use client'

import { useState } from 'react'
import { useLocale, useTexts } from '../../../i18n/texts.tsx'
import { sayDate } from '../../../lib/dates.ts'
import { closeTask } from '../../../lib/navigation.ts'
import type { OpenedReplica } from '../../../lib/replica.tsx'
import { say } from '../../../lib/say.ts'
import type { LocalTask } from '../../../types/index.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { LazyMarkdown } from './lazy-markdown.tsx'
import { headingId } from './task-head.tsx'
import { TaskHistory } from './task-history.tsx'

type Props = { replica: OpenedReplica; task: LocalTask; today: string }

/** A task in the trash: to be read, taken back, or ended for good. */
export function TrashedTask({ replica, task, today }: Props) {
  const { detail, trash } = useTexts()
  const locale = useLocale()
  const [isAsked, setIsAsked] = useState(false)
  const { id, title, description, dueDate, tags } = task
  const restore = (): void => {
    if (!replica.restore(id)) return
    say(trash.restored(title))
    // What had the focus goes; the task is there to be changed again.
    document.getElementById(headingId)?.focus()
  }
  const purge = (): void => {
    if (!replica.purge(id)) return
    say(trash.purged(title))
    closeTask()
  }
  return (
    <div className="space-y-5">
      <div className="rounded-medium bg-hover p-4">
        <p className="font-medium">{detail.trashed}</p>
        <div className="mt-3 flex flex-wrap gap-2">
          <Button onClick={restore}>{trash.restore}</Button>
          <Button look="outline" onClick={() => setIsAsked(true)}>
            {trash.purge}
          </Button>
        </div>
      </div>
      <div>
        <p dir="auto" className="text-lead font-semibold break-words">
          {title}
        </p>
        <p className="flex flex-wrap gap-x-3 text-small text-muted">
          {dueDate !== null && <span>{detail.dueOn(sayDate(dueDate, today, locale))}</span>}
          {tags.map((tag) => (
            <span key={tag} className="max-w-full truncate">
              #{tag}
            </span>
          ))}
        </p>
      </div>
      {description !== null && <LazyMarkdown text={description} />}
      <TaskHistory replica={replica} taskId={id} />
      {isAsked && (
        <Confirm
          title={trash.purgeTitle(title)}
          confirm={trash.purge}
          onConfirm={purge}
          onClose={() => setIsAsked(false)}
        >
          <p>{trash.final}</p>
        </Confirm>
      )}
    </div>
  )
}
