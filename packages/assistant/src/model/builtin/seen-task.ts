import { isTaskPriority, isTaskStatus, type TaskPriority, type TaskStatus } from '@todo/core'
import type { ToolResult } from './conversation.ts'

/** A task as the results of the tools have shown it. */
export type SeenTask = {
  id: string
  number: number
  title: string
  description: string | null
  status: TaskStatus
  priority: TaskPriority
  /** `YYYY-MM-DD`. */
  dueDate: string | null
  tags: readonly string[]
  completedAt: string | null
  deleted: boolean
}

/** The task in a piece of structured content; null where it is none. */
export function readTask(value: unknown): SeenTask | null {
  if (!isRecord(value)) return null
  const { id, number, title, description, status, priority, due_date, tags, completed_at, deleted_at } = value
  if (typeof id !== 'string' || typeof number !== 'number' || typeof title !== 'string') return null
  return {
    id,
    number,
    title,
    description: textOrNull(description),
    status: isTaskStatus(status) ? status : 'pending',
    priority: isTaskPriority(priority) ? priority : 'medium',
    dueDate: textOrNull(due_date),
    tags: Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [],
    completedAt: textOrNull(completed_at),
    deleted: textOrNull(deleted_at) !== null,
  }
}

/** All tasks of a result, in order: `task`, `tasks`, the tasks in `results`, or the sections of `today`. */
export function tasksOf({ data }: ToolResult): SeenTask[] {
  if (data === null) return []
  const found: SeenTask[] = []
  for (const value of Object.values(data)) {
    const items = Array.isArray(value) ? value : [value]
    for (const item of items) {
      const task = readTask(item) ?? (isRecord(item) ? readTask(item.task) : null)
      if (task && found.every(({ id }) => id !== task.id)) found.push(task)
    }
  }
  return found
}

/** A member of a result that is text. */
export function textMember({ data }: ToolResult, name: string): string | null {
  return textOrNull(data?.[name])
}

/** A member of a result that is a number. */
export function numberMember({ data }: ToolResult, name: string): number | null {
  const value = data?.[name]
  return typeof value === 'number' ? value : null
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
