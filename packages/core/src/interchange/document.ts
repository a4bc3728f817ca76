import type { Operation, TaskEvent } from '../history/operation.ts'
import type { TaskPriority, TaskStatus } from '../task/task.ts'

export const interchangeFormats = ['json', 'csv', 'todotxt', 'ics'] as const
export type InterchangeFormat = (typeof interchangeFormats)[number]

/** A task as a file has it: checked and normalised by the rules of the domain, `null` where the file says nothing. */
export type ImportedTask = {
  /** Where it stands in the file: a line, in JSON the place in `tasks` (from 1). */
  line: number
  /** Only JSON names tasks by our id; iCalendar has its UID, which may be anything. */
  id: string | null
  uid: string | null
  number: number | null
  title: string
  description: string | null
  status: TaskStatus
  priority: TaskPriority
  dueDate: string | null
  tags: readonly string[]
  position: string | null
  version: number | null
  createdAt: string | null
  updatedAt: string | null
  completedAt: string | null
  deletedAt: string | null
}

/** An operation as a file has it. `seq` is the place that each event had in the list it came from. */
export type ReadOperation = {
  operation: Operation
  events: readonly Omit<TaskEvent, 'id' | 'correlationId'>[]
}

/** `line` counts from 1; in JSON it is the place in `tasks`, or in `operations` where the message says so. */
export type ImportError = { line: number; message: string }

/** What a file holds: what could be read, and line by line what could not. */
export type ImportDocument = {
  tasks: readonly ImportedTask[]
  /** Only JSON carries history. Oldest first. */
  operations: readonly ReadOperation[]
  errors: readonly ImportError[]
}
