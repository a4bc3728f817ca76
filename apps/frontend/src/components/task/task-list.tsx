'use client'

import { type ComponentProps, useId } from 'react'
import { useListFacts } from '../../lib/rows.ts'
import type { LocalTask } from '../../types/index.ts'
import { TaskCard } from './task-card.tsx'

type Props = Omit<ComponentProps<typeof TaskCard>, 'task'> & {
  title: string | null
  tasks: readonly LocalTask[]
  /** All of the list, where only its beginning is shown. */
  all?: readonly LocalTask[]
  /** Whether it is in the order made by hand, so that this can be changed here. */
  isByHand?: boolean
}

/** Tasks under a heading; nothing where there are none. */
export function TaskList({ tasks, ...list }: Props) {
  return tasks.length === 0 ? null : <Tasks tasks={tasks} {...list} />
}

function Tasks({ title, tasks, all = tasks, isByHand = false, ...card }: Props) {
  const id = useId()
  const list = useListFacts({ tasks: all, isByHand, date: card.shownDate ?? null })
  return (
    <section aria-labelledby={title === null ? undefined : id} className={title === null ? 'mt-2' : 'mt-6'}>
      {title !== null && (
        <h2 id={id} className="border-b border-line pb-2 text-small font-semibold text-muted">
          {title}
        </h2>
      )}
      <ul ref={list} data-tasks className="-mx-3">
        {tasks.map((task) => (
          <li key={task.id}>
            <TaskCard task={task} {...card} />
          </li>
        ))}
      </ul>
    </section>
  )
}
