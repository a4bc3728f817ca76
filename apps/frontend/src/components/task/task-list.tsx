'use client'

import { Component, type ReactNode, type RefObject, useId } from 'react'
import { useAppTools } from '../../lib/app-tools.ts'
import { passFocusOn } from '../../lib/keep-focus.ts'
import { useAddressBeside } from '../../lib/navigation.ts'
import { useListFacts } from '../../lib/rows.ts'
import { useSelectedIds } from '../../lib/selection.ts'
import { taskAddress } from '../../lib/task-address.ts'
import type { ListedIn } from '../../lib/task-facts.ts'
import type { LocalTask } from '../../types/index.ts'
import { TaskCard } from './task-card.tsx'

type Props = ListedIn & {
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
  const tools = useAppTools()
  const selected = useSelectedIds()
  const open = useAddressBeside()
  const list = useListFacts({ tasks: all, isByHand, date: card.shownDate ?? null })
  return (
    <section aria-labelledby={title === null ? undefined : id} className={title === null ? 'mt-2' : 'mt-6'}>
      {title !== null && (
        <h2 id={id} className="border-b border-line pb-2 text-small font-semibold text-muted">
          {title}
        </h2>
      )}
      <ul ref={list} data-tasks className="-mx-3">
        <Rows list={list} tasks={tasks}>
          {tasks.map((task) => (
            <li key={task.id}>
              <TaskCard
                task={task}
                tools={tools}
                isSelected={selected.has(task.id)}
                isOpen={open === taskAddress(task)}
                {...card}
              />
            </li>
          ))}
        </Rows>
      </ul>
    </section>
  )
}

type RowsProps = { list: RefObject<HTMLElement | null>; tasks: readonly LocalTask[]; children: ReactNode }

/** A class, since only a class hears of a change before it is made. */
class Rows extends Component<RowsProps> {
  override getSnapshotBeforeUpdate(before: RowsProps): null {
    const { list, tasks } = this.props
    if (list.current && tasks !== before.tasks) {
      const ids = new Set(tasks.map(({ id }) => id))
      passFocusOn(list.current, (id) => ids.has(id))
    }
    return null
  }

  // React wants it beside the other.
  override componentDidUpdate(): void {}

  override render(): ReactNode {
    return this.props.children
  }
}
