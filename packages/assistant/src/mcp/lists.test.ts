import type { Task, TaskEvent } from '@todo/core'
import { describe, expect, it } from 'vitest'
import { urisOf } from './lists.ts'

const task: Task = {
  id: '00000000-0000-4000-8000-000000000001',
  number: 7,
  title: 'Buy milk',
  description: null,
  status: 'pending',
  priority: 'medium',
  dueDate: null,
  tags: [],
  position: 'a1',
  version: 2,
  createdAt: '2030-01-01T00:00:00.000Z',
  updatedAt: '2030-01-01T00:00:00.000Z',
  completedAt: null,
  deletedAt: null,
}

const event = (
  type: TaskEvent['type'],
  after: Task | null,
  changes: TaskEvent['changes'] = {},
): TaskEvent => ({
  id: 'event',
  seq: 1,
  type,
  taskId: task.id,
  number: task.number,
  task: after,
  changes,
  operationId: '00000000-0000-4000-8000-000000000002',
  actor: 'user',
  client: 'web',
  at: task.updatedAt,
  correlationId: null,
})

const today = '2030-01-10'

describe('the resources that an event changed', () => {
  it('are the task, and the lists that it was or is on', () => {
    expect(urisOf(event('TaskUpdated', task, { title: { from: 'Milk', to: 'Buy milk' } }), today)).toEqual([
      'todo://task/7',
      'todo://tasks/open',
      'todo://tasks/all',
    ])
    const done: Task = { ...task, status: 'done', completedAt: task.updatedAt }
    expect(urisOf(event('TaskCompleted', done, { status: { from: 'pending', to: 'done' } }), today)).toEqual([
      'todo://task/7',
      'todo://tasks/open',
      'todo://tasks/done',
      'todo://tasks/all',
      'todo://tags',
    ])
    expect(urisOf(event('TaskPurged', null), today)).toEqual(['todo://task/7', 'todo://tasks/trash'])
  })

  it('are today’s too where the task was or is due', () => {
    const moved = { ...task, dueDate: '2030-02-01' }
    expect(
      urisOf(event('TaskUpdated', moved, { dueDate: { from: today, to: '2030-02-01' } }), today),
    ).toContain('todo://today')
    expect(
      urisOf(event('TaskUpdated', moved, { dueDate: { from: '2030-03-01', to: '2030-02-01' } }), today),
    ).not.toContain('todo://today')
  })
})
