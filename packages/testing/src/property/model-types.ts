import type { Actor, Task, TaskPriority, TaskStatus } from '@todo/core'

export type Touched = { before: Task | null; after: Task | null }

export type ModelOperation = {
  id: string
  kind: string
  actor: Actor
  client: string
  at: string
  reverts: string[]
  revertedBy: string | null
  touched: Touched[]
}

export type Author = { actor: Actor; client: string }
export type Write = Author & { operationId: string; now: string }

export type Fields = {
  title?: string
  description?: string | null
  status?: TaskStatus
  priority?: TaskPriority
  dueDate?: string | null
  tags?: readonly string[]
  position?: string
}

export type Step =
  | { op: 'create'; id: string; title: string; fields: Omit<Fields, 'title' | 'status'> }
  | { op: 'update'; ref: number | string; fields: Fields }
  | { op: 'complete' | 'reopen' | 'delete' | 'restore' | 'purge'; ref: number | string }
