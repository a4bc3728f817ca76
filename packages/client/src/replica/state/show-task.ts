import {
  type Command,
  decide,
  invertOperations,
  type Task,
  type TaskEdit,
  TodoError,
  type UndoableEvent,
} from '@todo/core'
import type { LocalTask } from '../types.ts'
import type { QueuedWrite } from './queued-write.ts'

/** The part of a write that is about one task. */
export type Layer = { write: QueuedWrite } & (
  | { kind: 'commands'; commands: readonly Command[] }
  | { kind: 'invert'; events: readonly UndoableEvent[] }
)

/** The parts of a write, by task. */
export function layersOf(write: QueuedWrite): Map<string, Layer> {
  const { effect } = write
  return new Map(
    write.taskIds.map((id) => [
      id,
      effect.kind === 'commands'
        ? { write, kind: 'commands', commands: effect.commands.filter((command) => taskOf(command) === id) }
        : { write, kind: 'invert', events: effect.events.filter(({ taskId }) => taskId === id) },
    ]),
  )
}

/** Commands of queued writes name their tasks by id; a new task has its id already. */
export function taskOf(command: Command): string {
  return String(command.op === 'create' ? command.id : command.ref)
}

/** A task with the writes over it, by the rules that the server will apply; `null` where there is none. */
export function showTask(base: Task | null, layers: readonly Layer[]): LocalTask | null {
  let shown: LocalTask | null = base
  for (const layer of layers) {
    const after = applyLayer(shown, layer)
    if (after !== undefined) shown = after
  }
  return shown
}

/** What one write makes of a task; `undefined` where it changes nothing, as where the server will refuse it. */
export function applyLayer(shown: LocalTask | null, layer: Layer): LocalTask | null | undefined {
  const edit = editOf(shown, layer)
  if (!edit) return undefined
  if (edit.after === null) return null
  const { id } = edit.after
  const given = layer.write.given[id]
  const isNew = edit.before === null
  return {
    ...edit.after,
    number: (isNew ? given?.number : edit.after.number) || null,
    position: (isNew ? given?.position : edit.after.position) ?? '',
    waiting: true,
  }
}

/** The edit that the rules decide on; `undefined` where they decide on none. */
export function editOf(shown: LocalTask | null, layer: Layer): TaskEdit | undefined {
  const tasks = shown ? [toTask(shown)] : []
  // Ids of events are the server's to make.
  const input = { now: layer.write.at, uuid: () => '' }
  try {
    if (layer.kind === 'commands') return decide(layer.commands, tasks, input).edits[0]
    const operation = { kind: 'update' as const, imported: false, events: layer.events }
    return invertOperations([operation], tasks, input)[0]
  } catch (error) {
    if (error instanceof TodoError) return undefined
    throw error
  }
}

/** A number that no task has stands for one that is not known yet. */
export function toTask({ waiting: _, ...task }: LocalTask): Task {
  return { ...task, number: task.number ?? 0 }
}
