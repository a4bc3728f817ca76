import { expect, it } from 'vitest'
import type { LocalTask } from './types.ts'
import { Views } from './views.ts'

const task = (n: number, title: string): LocalTask => ({
  id: `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`,
  number: n,
  title,
  description: null,
  status: 'pending',
  priority: 'medium',
  dueDate: null,
  tags: [],
  position: `a${n}`,
  version: 1,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  completedAt: null,
  deletedAt: null,
})

it('goes on telling whoever follows a task, however many others are asked for', () => {
  const tasks = new Map(
    Array.from({ length: 500 }, (_, n) => task(n + 1, 'Old')).map((each) => [each.id, each]),
  )
  const views = new Views({ shown: { tasks }, timeZone: 'UTC', now: () => 0 })
  const first = task(1, 'Old')
  const live = views.task(first.id)
  const titles: (string | undefined)[] = []
  live.subscribe(() => titles.push(live.get()?.title))
  for (const id of tasks.keys()) views.task(id).get()
  expect(views.task(first.id)).toBe(live)
  const next = task(1, 'New')
  views.update(new Map([[first.id, { before: first, after: next }]]))
  expect(titles).toEqual(['New'])
})
