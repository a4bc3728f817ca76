'use client'

import { useChatTexts } from '../../i18n/chat-texts.ts'
import { useAppTools } from '../../lib/app-tools.ts'
import type { ToldTask } from '../../lib/chat/tool-data.ts'
import { useAddressBeside } from '../../lib/navigation.ts'
import { type OpenedReplica, useLive, useReplica, useToday } from '../../lib/replica.tsx'
import { useSelectedIds } from '../../lib/selection.ts'
import { taskAddress } from '../../lib/task-address.ts'
import { TaskCard } from '../task/task-card.tsx'

const shownMax = 5

/** Tasks as they are now: they can be done, opened and changed here as in every list. */
export function LiveTasks({ tasks }: { tasks: readonly ToldTask[] }) {
  const { tool: texts } = useChatTexts()
  const replica = useReplica()
  if (!replica || tasks.length === 0) return null
  const line = (task: ToldTask) => (
    <li key={task.id}>
      <LiveTask replica={replica} told={task} />
    </li>
  )
  return (
    <>
      <ul>{tasks.slice(0, shownMax).map(line)}</ul>
      {tasks.length > shownMax && (
        <details>
          <summary className="min-h-11 cursor-pointer rounded-small px-3 py-2 text-small text-muted desk:min-h-9 desk:py-1.5">
            {texts.all(tasks.length)}
          </summary>
          <ul>{tasks.slice(shownMax).map(line)}</ul>
        </details>
      )}
    </>
  )
}

/** One that this device does not hold, or that is in the trash, by what it was called. */
export function LiveTask({
  replica,
  told,
}: {
  replica: OpenedReplica
  told: Pick<ToldTask, 'id' | 'title'>
}) {
  const { tool: texts } = useChatTexts()
  const task = useLive(replica.task(told.id))
  const list = { today: useToday(replica), shownDate: '', tools: useAppTools() }
  const isSelected = useSelectedIds().has(told.id)
  const beside = useAddressBeside()
  if (task !== null && task.deletedAt === null) {
    return <TaskCard task={task} isSelected={isSelected} isOpen={beside === taskAddress(task)} {...list} />
  }
  return (
    <p className="flex flex-wrap items-baseline gap-x-2 px-3 py-2.5 text-muted">
      <span dir="auto" className={task === null ? 'break-words' : 'break-words line-through'}>
        {task?.title ?? told.title}
      </span>
      {task !== null && <span className="text-small">{texts.inTrash}</span>}
    </p>
  )
}
