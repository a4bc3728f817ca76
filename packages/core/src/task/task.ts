export const taskStatuses = ['pending', 'in_progress', 'done'] as const
export type TaskStatus = (typeof taskStatuses)[number]

export const taskPriorities = ['low', 'medium', 'high'] as const
export type TaskPriority = (typeof taskPriorities)[number]

/**
 * A task. Times are UTC in ISO 8601 with milliseconds and `Z`; `dueDate` is a calendar date (`YYYY-MM-DD`)
 * without a zone. `completedAt` is set exactly while `status` is `done`; `deletedAt` while it is in the trash.
 */
export type Task = {
  /** uuid v7, unique everywhere. */
  id: string
  /** 1, 2, 3… in its space: what people type. */
  number: number
  title: string
  description: string | null
  status: TaskStatus
  priority: TaskPriority
  dueDate: string | null
  tags: readonly string[]
  /** Fractional index: the order made by hand, compared by code point. */
  position: string
  /** Counts the operations that changed it, from 1. */
  version: number
  createdAt: string
  updatedAt: string
  completedAt: string | null
  deletedAt: string | null
}

/** How a caller names a task: by its uuid or by its number. */
export type TaskRef = string | number

export type CreateTaskInput = {
  /** A uuid made by the client, so that it can name the task before the server has answered. */
  id?: string
  title: string
  description?: string | null
  priority?: TaskPriority
  dueDate?: string | null
  tags?: readonly string[]
}

/** Only the members that are present change; `null` clears `description` and `dueDate`. */
export type UpdateTaskInput = {
  title?: string
  description?: string | null
  status?: TaskStatus
  priority?: TaskPriority
  dueDate?: string | null
  tags?: readonly string[]
  position?: string
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Whether a text is a uuid in its canonical lower-case form. */
export function isUuid(text: string): boolean {
  return uuidPattern.test(text)
}

export function isTaskStatus(value: unknown): value is TaskStatus {
  return taskStatuses.some((status) => status === value)
}

export function isTaskPriority(value: unknown): value is TaskPriority {
  return taskPriorities.some((priority) => priority === value)
}
