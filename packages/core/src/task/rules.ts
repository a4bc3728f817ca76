import { type Issue, refuseIssues } from '../errors.ts'
import { isPosition } from './position.ts'
import {
  type CreateTaskInput,
  isTaskPriority,
  isTaskStatus,
  isUuid,
  taskPriorities,
  taskStatuses,
  type UpdateTaskInput,
} from './task.ts'

/** Lengths count code points, so that an emoji counts once in every script and store. */
export const titleLengthMax = 200
export const descriptionLengthMax = 1000
export const tagLengthMax = 50
export const tagCountMax = 20
/** What one operation may hold over HTTP. */
export const batchOperationsMax = 1000

const controlCharacter = /\p{Cc}/u
const controlInText = /[^\P{Cc}\n\r\t]/u
const notInTag = /[\s,#@\p{Cc}]/u

function lengthOf(text: string): number {
  let length = 0
  for (const _ of text) length += 1
  return length
}

/** What is wrong with a title after trimming, or `null`. A title is one line of 1–200 code points. */
export function titleProblem(title: string): string | null {
  const text = title.trim()
  if (text === '') return 'Give the task a title'
  if (!text.isWellFormed()) return 'The title holds half a character (a lone surrogate)'
  if (/[\n\r\u2028\u2029]/.test(text)) return 'A title is one line; put the rest in the description'
  if (controlCharacter.test(text)) return 'The title holds a control character'
  if (lengthOf(text) > titleLengthMax) return `The title is longer than ${titleLengthMax} characters`
  return null
}

/** What is wrong with a description, or `null`. */
export function descriptionProblem(description: string): string | null {
  if (!description.isWellFormed()) return 'The description holds half a character (a lone surrogate)'
  if (controlInText.test(description)) return 'The description holds a control character'
  if (lengthOf(description) > descriptionLengthMax) {
    return `The description is longer than ${descriptionLengthMax} characters`
  }
  return null
}

/** What is wrong with a tag after normalisation, or `null`. */
export function tagProblem(tag: string): string | null {
  if (!tag.isWellFormed()) return 'The tag holds half a character (a lone surrogate)'
  const text = normalizeTag(tag)
  if (text === '') return 'A tag cannot be empty'
  if (notInTag.test(text)) return 'A tag holds no white space, comma, # or @'
  if (lengthOf(text) > tagLengthMax) return `The tag is longer than ${tagLengthMax} characters`
  return null
}

/** Whether a text is a calendar date that exists, as `YYYY-MM-DD`. */
export function isCalendarDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!match || match[1] === '0000') return false
  const date = new Date(`${text}T00:00:00.000Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

export const dueDateProblem = (dueDate: string): string | null =>
  isCalendarDate(dueDate) ? null : 'Give a date that exists, as YYYY-MM-DD'

export function normalizeTag(tag: string): string {
  return tag.normalize('NFC').toLowerCase().normalize('NFC')
}

/** Lower-cased, composed (NFC), each once, in the order given. */
export function normalizeTags(tags: readonly string[]): string[] {
  return [...new Set(tags.map(normalizeTag))]
}

/** Line ends become `\n`; a text of nothing but white space is no description. */
export function normalizeDescription(description: string | null): string | null {
  if (description === null) return null
  const text = description.replace(/\r\n?/g, '\n')
  return text.trim() === '' ? null : text
}

function tagIssues(tags: readonly string[], at: string): Issue[] {
  const issues: Issue[] = []
  for (const [index, tag] of tags.entries()) {
    const message = tagProblem(tag)
    if (message) issues.push({ path: `${at}tags.${index}`, message })
  }
  if (normalizeTags(tags).length > tagCountMax) {
    issues.push({ path: `${at}tags`, message: `A task has at most ${tagCountMax} tags` })
  }
  return issues
}

/** Every problem of the fields that are present; `at` is the prefix of their paths (`operations.3.`). */
export function fieldIssues(input: UpdateTaskInput & { id?: string }, at = ''): Issue[] {
  const issues: Issue[] = []
  const say = (path: string, message: string | null): void => {
    if (message) issues.push({ path: at + path, message })
  }
  if (input.id !== undefined) say('id', isUuid(input.id) ? null : 'An id is a lower-case uuid')
  if (input.title !== undefined) say('title', titleProblem(input.title))
  if (typeof input.description === 'string') say('description', descriptionProblem(input.description))
  if (input.status !== undefined) say('status', isTaskStatus(input.status) ? null : oneOf(taskStatuses))
  if (input.priority !== undefined) {
    say('priority', isTaskPriority(input.priority) ? null : oneOf(taskPriorities))
  }
  if (typeof input.dueDate === 'string') say('due_date', dueDateProblem(input.dueDate))
  if (input.tags !== undefined) issues.push(...tagIssues(input.tags, at))
  if (input.position !== undefined) {
    say('position', isPosition(input.position) ? null : 'A position is a key made between two others')
  }
  return issues
}

const oneOf = (values: readonly string[]): string => `Use one of: ${values.join(', ')}`

/** The input with its texts in their normal form. Throws `VALIDATION_FAILED` naming each bad field. */
export function normalizeCreate(input: CreateTaskInput, at = ''): CreateTaskInput {
  refuseIssues(fieldIssues(input, at))
  return normalizeFields(input)
}

/** Like {@link normalizeCreate}; an input without any member is refused too. */
export function normalizeUpdate(input: UpdateTaskInput, at = ''): UpdateTaskInput {
  refuseIssues(fieldIssues(input, at))
  if (Object.values(input).every((value) => value === undefined)) {
    refuseIssues([{ path: at.replace(/\.$/, ''), message: 'Name at least one field to change' }])
  }
  return normalizeFields(input)
}

function normalizeFields<Input extends UpdateTaskInput>(input: Input): Input {
  const fields = { ...input }
  if (fields.title !== undefined) fields.title = fields.title.trim()
  if (fields.description !== undefined) fields.description = normalizeDescription(fields.description)
  if (fields.tags !== undefined) fields.tags = normalizeTags(fields.tags)
  return fields
}
