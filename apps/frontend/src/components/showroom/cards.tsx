import { useEffect } from 'react'
import { select } from '../../lib/selection.ts'
import type { LocalTask } from '../../types/index.ts'
import { EmptyState } from '../layout/empty-state.tsx'
import { TaskForm } from '../task/task-form.tsx'
import { TaskList } from '../task/task-list.tsx'
import { TaskListSkeleton } from '../task/task-list-skeleton.tsx'
import { Button } from '../ui/button.tsx'
import { LinesSkeleton } from '../ui/loads.tsx'
import { Markdown } from '../views/task/markdown.tsx'
import { Piece, Shelf } from './shelf.tsx'

const today = '2026-11-24'

const plain: LocalTask = {
  id: 'plain',
  number: 1,
  title: '',
  description: null,
  status: 'pending',
  priority: 'medium',
  dueDate: null,
  tags: [],
  position: 'a0',
  version: 1,
  createdAt: '2026-11-20T09:00:00.000Z',
  updatedAt: '2026-11-20T09:00:00.000Z',
  completedAt: null,
  deletedAt: null,
}

const tasks: readonly LocalTask[] = [
  { ...plain, id: 'plain', title: 'Water the plants' },
  {
    ...plain,
    id: 'facts',
    title: 'Dinner with Inês, Alfama',
    dueDate: '2026-11-28',
    tags: ['lisbon', 'trip'],
  },
  { ...plain, id: 'high', title: 'Send Priya the revised budget', priority: 'high', status: 'in_progress' },
  { ...plain, id: 'late', title: 'Return the library books', dueDate: '2026-11-20' },
  { ...plain, id: 'done', title: 'Pay the rent', status: 'done' },
  { ...plain, id: 'chosen', title: 'Selected', tags: ['home'] },
  { ...plain, id: 'long', title: `A title that is long, ${'and longer, '.repeat(12)}${'x'.repeat(60)}` },
]

const text = `Text with **weight**, *stress*, \`code\` and [a link](https://example.org/).

- [x] done
- [ ] to do

> Said by somebody else.`

/** Tasks, where they are written down, and what stands in their place. */
export function Cards() {
  useEffect(() => {
    select(['chosen'])
    return () => select([])
  }, [])
  return (
    <Shelf title="Tasks">
      <Piece name="Cards">
        <div className="px-8">
          <TaskList title="A heading" tasks={tasks} today={today} />
        </div>
      </Piece>
      <Piece name="A line that becomes a task">
        <TaskForm today={today} dueDate={today} tags={['home']} />
      </Piece>
      <Piece name="Description">
        <Markdown text={text} />
      </Piece>
      <Piece name="Loading, tasks">
        <TaskListSkeleton />
      </Piece>
      <Piece name="Loading, lines">
        <LinesSkeleton label="Loading" />
      </Piece>
      <Piece name="Nothing there">
        <EmptyState title="Nothing is due today." hint="Write what comes to mind above.">
          <Button look="outline">What one can do</Button>
        </EmptyState>
      </Piece>
    </Shelf>
  )
}
