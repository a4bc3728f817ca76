import { errorMessages, type Issue, TodoError } from '../errors.ts'
import { fieldDiffers, type NewTask, type TaskEdit } from '../history/change.ts'
import { type TrackedField, trackedFields } from '../history/operation.ts'
import { withoutUndefined } from '../without-undefined.ts'
import type { Command, CreateCommand, UpdateCommand } from './command.ts'
import { normalizeCreate, normalizeUpdate } from './rules.ts'
import type { Task, TaskRef, TaskStatus } from './task.ts'

/** What a rule may use besides the tasks: the time of the change and fresh uuids. */
export type DecideInput = { now: string; uuid: () => string }

export type Decision = {
  edits: TaskEdit[]
  /** For each command the index of its edit, or the task that it left as it was. */
  results: ({ edit: number } | { task: Task })[]
}

/** `after` is `null` once purged. Only a task made by this very change has no `before`. */
type Entry = { before: Task | null; after: NewTask | null }
type Patch = Partial<Pick<Task, TrackedField>>

/**
 * What commands, in order, make of tasks. One edit for each task touched, none for a task left as it was.
 * Throws `TASK_NOT_FOUND` naming every command whose task is missing (what is in the trash counts as missing
 * but for restore and purge), `VALIDATION_FAILED` for bad fields. `paths` puts the command's index in each.
 */
export function decide(
  commands: readonly Command[],
  tasks: readonly Task[],
  input: DecideInput,
  paths = false,
): Decision {
  const state = new WorkingState(tasks)
  const missing: Issue[] = []
  const touched: (Entry | null)[] = commands.map((command, index) => {
    const at = paths ? `operations.${index}.` : ''
    if (command.op === 'create') return state.add(newTask(normalizeCreate(command, at), input), at)
    const entry = state.find(command.ref, placeOf(command.op))
    if (entry) apply(entry, command, input.now, at)
    else missing.push({ path: `${at}id`, message: `Task ${command.ref} not found` })
    return entry
  })
  if (missing.length > 0) throw new TodoError('TASK_NOT_FOUND', { issues: paths ? missing : [] })
  return state.decision(touched, input)
}

/** What is wrong with the id of a new task that another has; `at` is the prefix of its path. */
export const existingIssue = (at: string): Issue => ({
  path: `${at}id`,
  message: errorMessages.ALREADY_EXISTS,
})

type Place = 'list' | 'trash' | 'both'

/** Where a command looks for its task: what is in the trash is not found by the verbs of the list. */
function placeOf(op: Command['op']): Place {
  if (op === 'purge') return 'trash'
  return op === 'restore' ? 'both' : 'list'
}

/** The tasks as the commands before have left them. */
class WorkingState {
  readonly #byId = new Map<string, Entry>()
  readonly #byNumber = new Map<number, Entry>()

  constructor(tasks: readonly Task[]) {
    for (const task of tasks) {
      const entry: Entry = { before: task, after: task }
      this.#byId.set(task.id, entry)
      this.#byNumber.set(task.number, entry)
    }
  }

  add(task: NewTask, at: string): Entry {
    if (this.#byId.has(task.id)) throw new TodoError('ALREADY_EXISTS', { issues: [existingIssue(at)] })
    const entry: Entry = { before: null, after: task }
    this.#byId.set(task.id, entry)
    return entry
  }

  find(ref: TaskRef, place: Place): Entry | null {
    const entry = typeof ref === 'number' ? this.#byNumber.get(ref) : this.#byId.get(ref)
    if (!entry?.after) return null
    return place === 'both' || (entry.after.deletedAt === null) === (place === 'list') ? entry : null
  }

  decision(touched: readonly (Entry | null)[], { now, uuid }: DecideInput): Decision {
    const edits: TaskEdit[] = []
    const indexes = new Map<Entry, number>()
    for (const entry of this.#byId.values()) {
      const edit = editOf(entry, now, uuid)
      if (edit) indexes.set(entry, edits.push(edit) - 1)
    }
    const results = touched.flatMap((entry): Decision['results'] => {
      if (!entry) return []
      const edit = indexes.get(entry)
      if (edit !== undefined) return [{ edit }]
      return entry.before ? [{ task: entry.before }] : []
    })
    return { edits, results }
  }
}

function editOf({ before, after }: Entry, now: string, uuid: () => string): TaskEdit | null {
  if (before === null) return after && { before, after, eventId: uuid() }
  if (after === null) return { before, after, eventId: uuid() }
  const next = { ...after, number: before.number, position: after.position ?? before.position }
  if (!fieldDiffers(before, next, trackedFields)) return null
  return { before, after: { ...next, version: before.version + 1, updatedAt: now }, eventId: uuid() }
}

function newTask(command: Omit<CreateCommand, 'op'>, { now, uuid }: DecideInput): NewTask {
  return {
    id: command.id ?? uuid(),
    number: null,
    title: command.title,
    description: command.description ?? null,
    status: 'pending',
    priority: command.priority ?? 'medium',
    dueDate: command.dueDate ?? null,
    tags: command.tags ?? [],
    position: null,
    version: 1,
    createdAt: now,
    updatedAt: now,
    completedAt: null,
    deletedAt: null,
  }
}

function apply(entry: Entry, command: Exclude<Command, CreateCommand>, now: string, at: string): void {
  if (!entry.after) return
  if (command.op === 'purge') entry.after = null
  else entry.after = { ...entry.after, ...patchOf(entry.after, command, now, at) }
}

function patchOf(
  task: NewTask,
  command: Exclude<Command, CreateCommand | { op: 'purge' }>,
  now: string,
  at: string,
): Patch {
  switch (command.op) {
    case 'update':
      return updatePatch(task, command, now, at)
    case 'complete':
      return statusPatch(task, 'done', now)
    case 'reopen':
      return task.status === 'done' ? statusPatch(task, 'pending', now) : {}
    case 'delete':
      return { deletedAt: now }
    default:
      return { deletedAt: null }
  }
}

function updatePatch(task: NewTask, command: UpdateCommand, now: string, at: string): Patch {
  const { op: _op, ref: _ref, status, ...input } = command
  const { status: _status, ...fields } = normalizeUpdate({ ...input, ...(status && { status }) }, at)
  return { ...withoutUndefined(fields), ...(status && statusPatch(task, status, now)) }
}

/** `completedAt` is set exactly while the status is `done`, and keeps the first time. */
function statusPatch(task: NewTask, status: TaskStatus, now: string): Patch {
  return { status, completedAt: status === 'done' ? (task.completedAt ?? now) : null }
}
