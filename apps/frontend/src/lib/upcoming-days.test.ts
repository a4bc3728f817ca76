import { describe, expect, it } from 'vitest'
import { foldFreeDays } from './upcoming-days.ts'

const free = (date: string) => ({ date, tasks: [] })
const task = {
  id: '1',
  number: 1,
  title: 'Pay rent',
  description: null,
  status: 'pending',
  priority: 'medium',
  dueDate: '2026-12-03',
  tags: [],
  position: 'a1',
  version: 1,
  createdAt: '2026-12-01T00:00:00.000Z',
  updatedAt: '2026-12-01T00:00:00.000Z',
  completedAt: null,
  deletedAt: null,
} as const

describe('foldFreeDays', () => {
  it('puts free days in a row together, and leaves days with tasks alone', () => {
    const busy = { date: '2026-12-03', tasks: [task] }
    expect(foldFreeDays([free('2026-12-01'), free('2026-12-02'), busy, free('2026-12-04')])).toEqual([
      { kind: 'free', from: '2026-12-01', to: '2026-12-02', count: 2 },
      { kind: 'day', day: busy },
      { kind: 'free', from: '2026-12-04', to: '2026-12-04', count: 1 },
    ])
  })
})
