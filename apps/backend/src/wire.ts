import {
  type BatchCommand,
  type BulkUndoInput,
  type CreateTaskInput,
  type HistoryQuery,
  type ListQuery,
  normalizeTags,
  type UpdateTaskInput,
} from '@todo/core'
import type {
  BatchBody,
  CreateTaskBody,
  HistoryParameters,
  ListParameters,
  UndoBody,
  UpdateTaskBody,
} from '@todo/core/schemas'

/** What a member may be once `undefined` is left out. */
type Given<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> }

/** The members that were sent. TypeScript cannot follow the filter, hence the one assertion. */
export function given<T extends object>(members: T): Given<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Given<T>
}

export function createInput({ due_date, title, ...rest }: CreateTaskBody): CreateTaskInput {
  return { title, ...given({ ...rest, dueDate: due_date }) }
}

export function updateInput({ due_date, ...rest }: UpdateTaskBody): UpdateTaskInput {
  return given({ ...rest, dueDate: due_date })
}

export function batchCommand(operation: BatchBody['operations'][number]): BatchCommand {
  switch (operation.op) {
    case 'create': {
      const { op, ...fields } = operation
      return { op, ...createInput(fields) }
    }
    case 'update': {
      const { op, id, ...fields } = operation
      return { op, ref: id, ...updateInput(fields) }
    }
    default:
      return { op: operation.op, ref: operation.id }
  }
}

export function listQuery({ due_before, due_after, tag_mode, tags, ...rest }: ListParameters): ListQuery {
  return given({
    ...rest,
    tags: tags && normalizeTags(tags),
    dueBefore: due_before,
    dueAfter: due_after,
    tagMode: tag_mode,
  })
}

/** Times in the history are UTC with milliseconds; a caller may use any zone. */
const utc = (time: string | undefined): string | undefined =>
  time === undefined ? undefined : new Date(time).toISOString()

export function historyQuery({ task_id, from, to, ...rest }: HistoryParameters): HistoryQuery {
  return given({ ...rest, task: task_id, from: utc(from), to: utc(to) })
}

/** The bulk form of an undo, where `from` is given. */
export function bulkUndoInput({ from, to, actor, client, dry_run }: UndoBody): BulkUndoInput | null {
  if (from === undefined) return null
  return {
    from: new Date(from).toISOString(),
    ...given({ to: utc(to), actor, client, dryRun: dry_run }),
  }
}
