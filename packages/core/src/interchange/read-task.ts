import { fieldIssues, normalizeCreate } from '../task/rules.ts'
import { isUuid, type Task, taskPriorities, taskStatuses } from '../task/task.ts'
import { BadElement, isCount, isOneOf, isText, isTextList, Members, refuseElement } from './json-members.ts'
import { numberMax } from './limits.ts'
import { isTime } from './times.ts'

const isNumber = isCount(numberMax)
const isStatus = isOneOf(taskStatuses)
const isPriority = isOneOf(taskPriorities)

export const isId = (value: unknown): value is string => isText(value) && isUuid(value)
export const isTimeText = (value: unknown): value is string => isText(value) && isTime(value)

export const idExpected = 'An id is a lower-case uuid'
export const timeExpected = 'Give a time such as 2026-12-24T10:00:00.000Z'
export const numberExpected = `Use a whole number from 1 to ${numberMax}`

/** A task as the wire has it, every member checked. `at` is its path with a dot. Throws `BadElement`. */
export function readTask(value: unknown, at = ''): Task {
  const members = new Members(value, at)
  const task = {
    id: members.take('id', isId, idExpected),
    number: members.take('number', isNumber, numberExpected),
    title: members.take('title', isText, 'Give a text'),
    description: members.takeOrNull('description', isText, 'Give a text or null'),
    status: members.take('status', isStatus, `Use one of: ${taskStatuses.join(', ')}`),
    priority: members.take('priority', isPriority, `Use one of: ${taskPriorities.join(', ')}`),
    dueDate: members.takeOrNull('due_date', isText, 'Give a date as YYYY-MM-DD, or null'),
    tags: members.take('tags', isTextList, 'Give a list of texts'),
    position: members.take('position', isText, 'Give a text'),
    version: members.take('version', isNumber, numberExpected),
    createdAt: members.take('created_at', isTimeText, timeExpected),
    updatedAt: members.take('updated_at', isTimeText, timeExpected),
    completedAt: members.takeOrNull('completed_at', isTimeText, timeExpected),
    deletedAt: members.takeOrNull('deleted_at', isTimeText, timeExpected),
  }
  if ((task.completedAt !== null) !== (task.status === 'done')) {
    throw new BadElement(`${at}completed_at: It is set exactly while the task is done`)
  }
  refuseElement(fieldIssues(task), at)
  const { title, description = null, tags = [] } = normalizeCreate(task)
  return { ...task, title, description, tags }
}

export { isNumber }
