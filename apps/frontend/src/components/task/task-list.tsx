'use client'

import { type ComponentProps, useId } from 'react'
import type { LocalTask } from '../../types/index.ts'
import { TaskCard } from './task-card.tsx'

type Props = Omit<ComponentProps<typeof TaskCard>, 'task'> & {
  title: string | null
  tasks: readonly LocalTask[]
}

/** Tasks under a heading; nothing where there are none. */
export function TaskList({ title, tasks, ...card }: Props) {
  const id = useId()
  if (tasks.length === 0) return null
  return (
    <section aria-labelledby={title === null ? undefined : id} className={title === null ? 'mt-2' : 'mt-6'}>
      {title !== null && (
        <h2 id={id} className="border-b border-line pb-2 text-small font-semibold text-muted">
          {title}
        </h2>
      )}
      <ul className="-mx-3">
        {tasks.map((task) => (
          <li key={task.id}>
            <TaskCard task={task} {...card} />
          </li>
        ))}
      </ul>
    </section>
  )
}
