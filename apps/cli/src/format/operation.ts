import { fieldName, type OperationWithEvents, type TaskEvent, trackedFields } from '@todo/core'
import { countOf, numberList, safeText } from './text.ts'

/** What an operation did, for a person: `marked task #3 as done: Buy milk`. */
export function describeOperation(operation: OperationWithEvents): string {
  const { kind, events } = operation
  const turn = kind === 'undo' || kind === 'redo' ? `${kind}: ` : ''
  if (kind === 'import') return `imported ${countOf(events.length, 'task')}`
  const [first] = events
  if (!first) return `${turn}changed nothing`
  if (events.length > 1) return `${turn}${describeMany(events)}`
  const title = first.task ? `: ${safeText(first.task.title)}` : ''
  return `${turn}${phrase(first, `task #${first.number}`)}${title}`
}

function describeMany(events: readonly TaskEvent[]): string {
  const numbers = numberList(events.map(({ number }) => number))
  const [first] = events
  const what = countOf(events.length, 'task')
  const phrases = new Set(events.map((event) => phrase(event, what)))
  const same = phrases.size === 1 && first
  return `${same ? phrase(first, what) : `changed ${what}`}: ${numbers}`
}

function phrase(event: TaskEvent, what: string): string {
  switch (event.type) {
    case 'TaskCreated':
      return `created ${what}`
    case 'TaskCompleted':
      return `marked ${what} as done`
    case 'TaskReopened':
      return reopened(event, what)
    case 'TaskDeleted':
      return `deleted ${what}`
    case 'TaskRestored':
      return `restored ${what}`
    case 'TaskPurged':
      return `removed ${what} for good`
    default:
      return updated(event, what)
  }
}

const reopened = (event: TaskEvent, what: string): string =>
  event.changes.status?.to === 'in_progress' ? `started ${what}` : `marked ${what} as pending`

function updated(event: TaskEvent, what: string): string {
  const fields = trackedFields.filter((field) => event.changes[field])
  if (fields.length === 1 && fields[0] === 'status') return reopened(event, what)
  const names = fields.map((field) => fieldName(field).replaceAll('_', ' '))
  return names.length > 0 ? `updated ${what} (${names.join(', ')})` : `updated ${what}`
}

/** Who did it, where it was not the person at a command line. */
export function describeAuthor({ actor, client }: OperationWithEvents): string {
  return actor === 'user' ? safeText(client) : `${actor}, ${safeText(client)}`
}

/** The part of an operation's id that tells it from others at a glance; `undo --operation` takes it too. */
export const shortId = (id: string): string => id.slice(-8)
