import type { Context, WriteOptions } from '../context.ts'
import type { NewTask } from '../history/change.ts'
import { type Plan, type Written, write } from '../write.ts'
import type { ImportDocument, ImportError, InterchangeFormat } from './document.ts'
import { historyOf } from './import-history.ts'
import { type UnmatchedTask, unmatchedTasks } from './match-tasks.ts'
import { readImport } from './read-import.ts'

/** What an import is at: reading the file, comparing its tasks with the list, writing the new ones, at the end. */
export type ImportStep = 'read' | 'compare' | 'write' | 'done'

export type ImportInput = {
  format: InterchangeFormat
  /** The whole file. */
  content: string
  /** Reads the file where not here, as in another thread. */
  read?: (format: InterchangeFormat, content: string) => Promise<ImportDocument>
  /** Say what would happen, and change nothing. */
  dryRun?: boolean
  /** Called at the beginning of each step with the tasks that it is about. */
  onStep?: (step: ImportStep, tasks: number) => void
}

export type ImportWritten = {
  /** `null` for a dry run, and where there was nothing new. */
  operationId: string | null
  created: number
  unchanged: number
  errors: readonly ImportError[]
  replayed: boolean
}

/**
 * Adds the tasks of a file that the list does not have, as one operation: by id (JSON), UID (iCalendar) or
 * content (CSV, todo.txt). A task that is matched stays as it is. What cannot be read is in `errors`, and the
 * rest is imported. Throws `WRITE_CONTENTION`, and `VALIDATION_FAILED` for a bad operation id.
 */
export async function importTasks(
  context: Context,
  input: ImportInput,
  options: WriteOptions<ImportWritten> = {},
): Promise<ImportWritten> {
  const { onStep = () => {}, read = readImport } = input
  onStep('read', 0)
  const document = await read(input.format, input.content)
  const taken = new Set<string>()
  const answer = (operationId: string | null, created: number, replayed = false): ImportWritten => {
    const unchanged = document.tasks.length - created
    return { operationId, created, unchanged, errors: document.errors, replayed }
  }
  if (input.dryRun) {
    onStep('compare', document.tasks.length)
    const { length } = await unmatchedTasks(context, document.tasks, taken)
    onStep('done', length)
    return answer(null, length)
  }
  const plan = async (now: string): Promise<Plan | null> => {
    onStep('compare', document.tasks.length)
    const created = await unmatchedTasks(context, document.tasks, taken)
    if (created.length === 0) return null
    onStep('write', created.length)
    return planOf(context, document, created, now, options.operationId)
  }
  const result = ({ operationId, tasks, replayed }: Written): ImportWritten =>
    answer(operationId, tasks.length, replayed)
  const onTaskExists = (ids: readonly string[]): void => {
    for (const id of ids) taken.add(id)
  }
  const written = await write(context, { kind: 'import', options, plan, result, onTaskExists })
  onStep('done', written.tasks.length)
  return result(written)
}

async function planOf(
  context: Context,
  document: ImportDocument,
  created: readonly UnmatchedTask[],
  now: string,
  operationId: string | undefined,
): Promise<Plan> {
  const numbers = new Set<number>()
  const edits = created.map((each) => {
    const unique = each.task.number !== null && !numbers.has(each.task.number)
    if (each.task.number !== null) numbers.add(each.task.number)
    return { before: null, after: newTask(each, unique, now), eventId: context.ids.uuid() }
  })
  const importedHistory = await historyOf(context, document.operations, created, operationId)
  return { edits, importedHistory }
}

/** Asks for number and position together, so that a store sees either both or none. */
function newTask({ task, id }: UnmatchedTask, placed: boolean, now: string): NewTask {
  return {
    id,
    number: placed ? task.number : null,
    title: task.title,
    description: task.description,
    status: task.status,
    priority: task.priority,
    dueDate: task.dueDate,
    tags: task.tags,
    position: placed ? task.position : null,
    version: task.version ?? 1,
    createdAt: task.createdAt ?? now,
    updatedAt: task.updatedAt ?? now,
    completedAt: task.status === 'done' ? (task.completedAt ?? now) : null,
    deletedAt: task.deletedAt,
  }
}
