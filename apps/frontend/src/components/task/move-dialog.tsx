'use client'

import { useTexts } from '../../i18n/texts.tsx'
import type { AppTools } from '../../lib/app-tools.ts'
import { reschedule } from '../../lib/task-actions.ts'
import type { LocalTask } from '../../types/index.ts'
import { LazyDayDialog } from './lazy-day-dialog.tsx'

type Props = { tools: AppTools; tasks: readonly LocalTask[]; onClose(): void }

/** Moves tasks to another day, as one change. */
export function MoveDialog({ tools, tasks, onClose }: Props) {
  const { move, keys, lists } = useTexts()
  const [first, ...others] = tasks
  if (!first) return null
  const title = others.length === 0 ? move.title(first.title) : keys.moveSeveral(lists.count(tasks.length))
  return (
    <LazyDayDialog
      title={title}
      value={first.dueDate}
      today={tools.replica.today().get().date}
      onChoose={(date) => reschedule(tools, tasks, date)}
      onClose={onClose}
    >
      <p className="mt-3 text-small text-muted max-desk:hidden">{move.keys}</p>
    </LazyDayDialog>
  )
}
