import {
  type Command,
  changesOf,
  decide,
  eventTypeOf,
  initialPosition,
  invertOperations,
  type Task,
  type TaskEdit,
  TodoError,
  type Undoable,
} from '@todo/core'
import type { Entry } from './entry.ts'

/** The tasks as everything before has left them, in the trash too. */
export type TaskState = {
  get(id: string): Task | undefined
  all(): Iterable<Task>
  /** The number that the next new task will probably have: it decides where the task stands. */
  nextNumber(): number
}

/** The number of a task that has none yet. */
export const noNumber = 0

/** What one write does to one task; `null` ends it. */
export type Effect = { taskId: string; task: Task | null }

/**
 * What a write makes of the tasks, by the rules that the server follows. Where they refuse it, nothing: the server
 * will say so. `landed` are tasks that already stand as it left them.
 */
export function carryOut(
  entry: Entry,
  state: TaskState,
  landed: ReadonlySet<string>,
  known: Undoable | undefined,
): { effects: Effect[]; undoable: Undoable | null } {
  try {
    return sealed(editsOf(entry, state, landed, known), entry, state)
  } catch (error) {
    if (error instanceof TodoError) return { effects: [], undoable: null }
    throw error
  }
}

/** As {@link carryOut}, for a write that is being made: throws `TodoError` where the rules refuse it. */
export function editsOf(
  entry: Pick<Entry, 'intent' | 'at'>,
  state: TaskState,
  landed: ReadonlySet<string> = new Set(),
  known?: Undoable,
): TaskEdit[] {
  const { intent, at: now } = entry
  if (intent.do === 'invert') {
    const undoable = known ?? intent.undoable
    if (!undoable) return []
    const events = undoable.events.filter(({ taskId }) => !landed.has(taskId))
    const tasks = events.flatMap(({ taskId }) => state.get(taskId) ?? [])
    return invertOperations([{ ...undoable, events }], tasks, { now, uuid: noId })
  }
  const commands = commandsOf(intent, state).filter((command) => !landed.has(idOf(command)))
  const tasks = commands.flatMap((command) => state.get(idOf(command)) ?? [])
  return decide(commands, tasks, { now, uuid: noId }).edits
}

/** Events of a copy are told apart by their task. */
const noId = (): string => ''

/** All that is written here names its tasks by id. */
const idOf = (command: Command): string =>
  command.op === 'create' ? (command.id ?? '') : String(command.ref)

function commandsOf(
  intent: Exclude<Entry['intent'], { do: 'invert' }>,
  state: TaskState,
): readonly Command[] {
  if (intent.do === 'commands') return intent.commands
  const tasks = [...state.all()]
  if (intent.do === 'emptyTrash') {
    return tasks.filter(({ deletedAt }) => deletedAt !== null).map(({ id }) => ({ op: 'purge', ref: id }))
  }
  const by = intent.to === null ? [] : [intent.to]
  return tasks
    .filter(({ deletedAt, tags }) => deletedAt === null && tags.includes(intent.from))
    .map(({ id, tags }) => ({
      op: 'update',
      ref: id,
      tags: [...new Set(tags.flatMap((tag) => (tag === intent.from ? by : [tag])))],
    }))
}

function sealed(edits: readonly TaskEdit[], { kind }: Entry, state: TaskState) {
  let made = 0
  const effects = edits.map((edit): Effect => {
    if (edit.after === null) return { taskId: edit.before.id, task: null }
    if (edit.before !== null) return { taskId: edit.after.id, task: edit.after }
    const position = initialPosition(state.nextNumber() + made++)
    return { taskId: edit.after.id, task: { ...edit.after, number: noNumber, position } }
  })
  const events = edits.map((edit, index) => ({
    type: eventTypeOf(edit),
    taskId: effects[index]?.taskId ?? '',
    task: effects[index]?.task ?? null,
    changes: changesOf(edit),
  }))
  const undoable: Undoable = { kind: kind === 'purge' ? 'purge' : 'batch', imported: false, events }
  return { effects, undoable }
}
