import {
  actors,
  type Changes,
  eventTypes,
  type FieldChange,
  type Operation,
  operationKinds,
  type TrackedField,
  trackedFields,
} from '../history/operation.ts'
import { fieldName } from '../task/codec.ts'
import { fieldIssues } from '../task/rules.ts'
import { isTaskPriority, isTaskStatus } from '../task/task.ts'
import type { ReadOperation } from './document.ts'
import { BadElement, isCount, isList, isOneOf, isText, isTextList, Members } from './json-members.ts'
import {
  idExpected,
  isId,
  isNumber,
  isTimeText,
  numberExpected,
  readTask,
  timeExpected,
} from './read-task.ts'

const isKind = isOneOf(operationKinds)
const isActor = isOneOf(actors)
const isEventType = isOneOf(eventTypes)
const isSeq = isCount(Number.MAX_SAFE_INTEGER)
const isIdList = (value: unknown): value is readonly string[] => isList(value) && value.every(isId)

const clientLengthMax = 1000
const isClient = (value: unknown): value is string =>
  isText(value) &&
  value !== '' &&
  value.length <= clientLengthMax &&
  value.isWellFormed() &&
  !/\p{Cc}/u.test(value)

/** An operation with its events as the wire has it, every member checked. Throws `BadElement`. */
export function readOperation(value: unknown): ReadOperation {
  const members = new Members(value)
  const operation: Operation = {
    id: members.take('id', isId, idExpected),
    kind: members.take('kind', isKind, `Use one of: ${operationKinds.join(', ')}`),
    ...authorOf(members),
    reverts: members.take('reverts', isIdList, 'Give a list of ids'),
    revertedBy: members.takeOrNull('reverted_by', isId, idExpected),
    imported: true,
  }
  const events = members.take('events', isList, 'Give a list of events')
  if (events.length === 0) throw new BadElement('events: An operation has at least one event')
  return { operation, events: events.map((event, index) => readEvent(event, index, operation.id)) }
}

function authorOf(members: Members): Pick<Operation, 'actor' | 'client' | 'at'> {
  return {
    actor: members.take('actor', isActor, `Use one of: ${actors.join(', ')}`),
    client: members.take('client', isClient, 'Give the name of a client'),
    at: members.take('at', isTimeText, timeExpected),
  }
}

function readEvent(value: unknown, index: number, operationId: string): ReadOperation['events'][number] {
  const at = `events.${index}.`
  const members = new Members(value, at)
  const taskId = members.take('task_id', isId, idExpected)
  const task = members.raw('task') === null ? null : readTask(members.raw('task'), `${at}task.`)
  if (task && task.id !== taskId) throw new BadElement(`${at}task.id: This is not the task of the event`)
  const isOurs = (id: unknown): id is string => id === operationId
  return {
    seq: members.take('seq', isSeq, 'Use a whole number from 1'),
    type: members.take('type', isEventType, `Use one of: ${eventTypes.join(', ')}`),
    taskId,
    number: members.take('number', isNumber, numberExpected),
    task,
    changes: readChanges(members.raw('changes'), `${at}changes.`),
    operationId: members.take('operation_id', isOurs, 'This is not the operation of the event'),
    ...authorOf(members),
  }
}

function readChanges(value: unknown, at: string): Changes {
  const members = new Members(value, at)
  const changes: Changes = {}
  for (const field of trackedFields) {
    const name = fieldName(field)
    const change = members.raw(name)
    if (change !== undefined) changes[field] = readChange(field, change, `${at}${name}.`)
  }
  return changes
}

function readChange(field: TrackedField, value: unknown, at: string): FieldChange {
  const members = new Members(value, at)
  for (const side of ['from', 'to']) {
    const text = members.raw(side)
    if (text !== null && !fieldHolds(field, text))
      throw new BadElement(`${at}${side}: The field never has this`)
  }
  return { from: members.raw('from'), to: members.raw('to') }
}

/** Whether a field of a task can have the value. Only changes of new tasks begin with `null` in every field. */
function fieldHolds(field: TrackedField, value: unknown): boolean {
  switch (field) {
    case 'status':
      return isTaskStatus(value)
    case 'priority':
      return isTaskPriority(value)
    case 'tags':
      return isTextList(value) && fieldIssues({ tags: value }).length === 0
    case 'completedAt':
    case 'deletedAt':
      return isTimeText(value)
    default:
      return isText(value) && fieldIssues({ [field]: value }).length === 0
  }
}
