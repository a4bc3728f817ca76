import type { Command, Undoable } from '@todo/core'
import { commandToWire, createToWire, updateToWire } from '../wire.ts'
import type { ConflictField, LocalTask, WriteKind } from './types.ts'

/** What a write asks for. Tasks are named by id, so that it means the same wherever it is carried out. */
export type Intent =
  | { do: 'commands'; commands: readonly Command[] }
  | { do: 'emptyTrash' }
  | { do: 'replaceTag'; from: string; to: string | null }
  /** `undoable`: what the operation did, as far as this device knows; it shows the undo before the server has it. */
  | { do: 'invert'; operationId: string | null; undoable: Undoable | null }

/** The value that a person saw in a field when they changed it. */
export type BasedField = { taskId: string; field: ConflictField; value: unknown }

/** A write that the server may not have yet; kept on the device as it is. */
export type Entry = {
  operationId: string
  kind: WriteKind
  intent: Intent
  at: string
  texts: readonly string[]
  taskIds: readonly string[]
  based: readonly BasedField[]
  /** Its place in the queue, given by the device; `null` until it is kept. */
  order: number | null
  /** It may have reached the server: from here on it cannot be taken out of the queue. */
  isSent: boolean
}

export type WriteRequest = { method: 'POST' | 'PATCH' | 'DELETE'; path: string; body?: unknown }

/** The call of the API that carries a write out. */
export function requestOf({ kind, intent }: Pick<Entry, 'kind' | 'intent'>): WriteRequest {
  switch (intent.do) {
    case 'emptyTrash':
      return { method: 'DELETE', path: '/api/trash' }
    case 'replaceTag':
      return intent.to === null
        ? { method: 'DELETE', path: `/api/tags/${encodeURIComponent(intent.from)}` }
        : { method: 'POST', path: '/api/tags/rename', body: { from: intent.from, to: intent.to } }
    case 'invert': {
      const body = intent.operationId === null ? {} : { operation_id: intent.operationId }
      return { method: 'POST', path: kind === 'redo' ? '/api/redo' : '/api/undo', body }
    }
    case 'commands': {
      const [command] = intent.commands
      return command && kind !== 'batch' ? requestOfOne(command) : batchRequest(intent.commands)
    }
  }
}

function requestOfOne(command: Command): WriteRequest {
  if (command.op === 'create') {
    const { op: _, ...input } = command
    return { method: 'POST', path: '/api/tasks', body: createToWire(input) }
  }
  const path = `/api/tasks/${command.ref}`
  switch (command.op) {
    case 'update': {
      const { op: _, ref: __, ...input } = command
      return { method: 'PATCH', path, body: updateToWire(input) }
    }
    case 'delete':
      return { method: 'DELETE', path }
    case 'purge':
      return { method: 'DELETE', path: `/api/trash/${command.ref}` }
    default:
      return { method: 'POST', path: `${path}/${command.op}` }
  }
}

function batchRequest(commands: readonly Command[]): WriteRequest {
  const operations = commands.flatMap((command) => (command.op === 'purge' ? [] : [commandToWire(command)]))
  return { method: 'POST', path: '/api/tasks/batch', body: { operations } }
}

/** The tasks that a write makes: what comes after it may need them. */
export function madeBy({ intent }: Pick<Entry, 'intent'>): string[] {
  if (intent.do !== 'commands') return []
  return intent.commands.flatMap((command) => (command.op === 'create' ? (command.id ?? []) : []))
}

/** What a person typed into a write, line by line. */
export function textsOf({ intent }: Pick<Entry, 'intent'>): string[] {
  if (intent.do === 'replaceTag') return intent.to === null ? [] : [intent.to]
  if (intent.do !== 'commands') return []
  return intent.commands.flatMap((command) =>
    command.op === 'create' || command.op === 'update'
      ? [command.title, command.description].filter((text) => text !== undefined && text !== null)
      : [],
  )
}

/** The fields that two people may change at once. */
export const conflictFields: readonly ConflictField[] = [
  'title',
  'description',
  'status',
  'priority',
  'dueDate',
  'tags',
]

/** What stood in the fields that a write sets, when it was made. */
export function basedOn(intent: Intent, tasks: ReadonlyMap<string, LocalTask>): BasedField[] {
  if (intent.do !== 'commands') return []
  return intent.commands.flatMap((command) => {
    const task = command.op === 'create' ? undefined : tasks.get(String(command.ref))
    if (!task) return []
    return fieldsOf(command).map((field) => ({ taskId: task.id, field, value: task[field] }))
  })
}

function fieldsOf(command: Command): readonly ConflictField[] {
  if (command.op === 'complete' || command.op === 'reopen') return ['status']
  return command.op === 'update' ? conflictFields.filter((field) => command[field] !== undefined) : []
}
