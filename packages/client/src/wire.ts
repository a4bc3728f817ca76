import {
  type BatchCommand,
  type CreateTaskInput,
  eventFromWire,
  type HistoryQuery,
  type ListQuery,
  type OperationWithEvents,
  type TaskPage,
  taskFromWire,
  type UpdateTaskInput,
} from '@todo/core'
import type { HistoryAnswer, TaskPageAnswer } from '@todo/core/schemas'
import type { Query } from './transport.ts'

export function createToWire({ dueDate, ...rest }: CreateTaskInput) {
  return { ...rest, ...(dueDate !== undefined && { due_date: dueDate }) }
}

export function updateToWire({ dueDate, ...rest }: UpdateTaskInput) {
  return { ...rest, ...(dueDate !== undefined && { due_date: dueDate }) }
}

export function commandToWire(command: BatchCommand) {
  switch (command.op) {
    case 'create': {
      const { op, ...input } = command
      return { op, ...createToWire(input) }
    }
    case 'update': {
      const { op, ref, ...input } = command
      return { op, id: ref, ...updateToWire(input) }
    }
    default:
      return { op: command.op, id: command.ref }
  }
}

export function listToQuery({ dueBefore, dueAfter, tagMode, tags, trash: _, ...rest }: ListQuery): Query {
  return {
    ...rest,
    due_before: dueBefore,
    due_after: dueAfter,
    tag_mode: tagMode,
    tags: tags && tags.length > 0 ? tags.join(',') : undefined,
  }
}

export function historyToQuery({ task, ...rest }: HistoryQuery): Query {
  return { ...rest, task_id: task }
}

export function pageFromWire(answer: TaskPageAnswer): TaskPage {
  return {
    tasks: answer.tasks.map(taskFromWire),
    total: answer.total,
    totalIsLowerBound: answer.total_is_lower_bound ?? false,
    page: answer.page,
    limit: answer.limit,
    nextCursor: answer.next_cursor,
  }
}

type OperationWire = HistoryAnswer['operations'][number]

export function operationFromWire(wire: OperationWire): OperationWithEvents {
  const { reverted_by: revertedBy, events, ...rest } = wire
  return {
    ...rest,
    revertedBy,
    imported: false,
    firstSeq: events[0]?.seq ?? 0,
    events: events.map(eventFromWire),
  }
}
