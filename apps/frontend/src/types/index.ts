import type { Task } from '@todo/core'

export type { Task, TaskPriority, TaskStatus } from '@todo/core'
export type { UserWire as User } from '@todo/core/schemas'

/** What a form gives for a new task. */
export type NewTask = Pick<Task, 'title' | 'priority' | 'dueDate' | 'tags'>
