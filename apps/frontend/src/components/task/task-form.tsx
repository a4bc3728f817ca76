'use client'

import { Plus } from 'lucide-react'
import { useRef } from 'react'
import type { Place } from '../../lib/read-lines.ts'
import { AddField } from '../quick-add/add-field.tsx'
import { Understood } from '../quick-add/understood.tsx'
import { useAdding } from '../quick-add/use-adding.ts'

type Props = Partial<Place> & {
  /** `YYYY-MM-DD` where the person is. */
  today: string
}

/** A line that becomes a task, at the top of a view. What the view is about goes to the task. */
export function TaskForm({ today, dueDate = null, tags = [] }: Props) {
  const adding = useAdding({ dueDate, tags }, today)
  const field = useRef<HTMLTextAreaElement>(null)
  return (
    <div className="rounded-medium border border-line bg-raised px-3.5 focus-within:border-accent">
      <div className="flex items-start gap-3">
        <Plus className="mt-3.75 size-4.5 shrink-0 text-muted" aria-hidden="true" />
        <AddField adding={adding} field={field} className="grow py-0.5" />
      </div>
      {adding.draft.text !== '' && (
        <div className="-mx-1.5 pb-2">
          <Understood adding={adding} today={today} focusField={() => field.current?.focus()} />
        </div>
      )}
      <span role="status" className="sr-only">
        {adding.said}
      </span>
    </div>
  )
}
