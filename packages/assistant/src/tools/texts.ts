import { type OperationWithEvents, type Task, type TaskPage, taskToWire } from '@todo/core'
import type { z } from 'zod'
import type { PageData } from './fields.ts'
import type { ToolAnswer } from './tool.ts'

/** `[x] Buy milk (due: 2026-12-24)` */
export const taskLine = ({ status, title, dueDate }: Task): string =>
  `${status === 'done' ? '[x]' : '[ ]'} ${title}${dueDate === null ? '' : ` (due: ${dueDate})`}`

export const countOf = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

/** A page of a list: never cut without saying so, and with the numbers for who reads texts alone. */
export function pageAnswer(page: TaskPage, heading: string): ToolAnswer<z.infer<typeof PageData>> {
  const { tasks, total, totalIsLowerBound, nextCursor } = page
  const data = {
    tasks: tasks.map(taskToWire),
    total,
    ...(totalIsLowerBound && { total_is_lower_bound: true as const }),
    next_cursor: nextCursor,
  }
  if (tasks.length === 0) return { text: 'No tasks found.', note: pageNote(page), data }
  return {
    text: `${heading}\n${tasks.map((task) => `${taskLine(task)}\n`).join('')}`,
    note: pageNote(page),
    data,
  }
}

function pageNote({ tasks, total, totalIsLowerBound, nextCursor }: TaskPage): string {
  const all = `${totalIsLowerBound ? 'More than ' : ''}${countOf(total, 'task')}`
  const numbers =
    tasks.length === 0 ? '' : ` Numbers, in this order: ${tasks.map(({ number }) => number).join(', ')}.`
  if (nextCursor === null)
    return tasks.length === total
      ? `${all} in all.${numbers}`
      : `${all} in all, ${tasks.length} here.${numbers}`
  return `${all} in all, ${tasks.length} shown here.${numbers} For the next ones call again with cursor "${nextCursor}".`
}

const verbs: Readonly<Record<OperationWithEvents['kind'], string>> = {
  create: 'created',
  update: 'changed',
  complete: 'completed',
  reopen: 'reopened',
  delete: 'deleted',
  restore: 'restored',
  purge: 'deleted for good',
  batch: 'changed',
  import: 'imported',
  undo: 'undid changes to',
  redo: 'redid changes to',
}

const namedMax = 3

/** `completed #3 'Buy milk'`, `changed 40 tasks: #1 'a', #2 'b', #3 'c' and 37 more` */
export function operationText({ kind, events }: OperationWithEvents): string {
  const named = events
    .slice(0, namedMax)
    .map(({ number, task }) => `#${number}${task ? ` '${task.title}'` : ''}`)
  const more = events.length - named.length
  const list = `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
  return events.length > 1 ? `${verbs[kind]} ${events.length} tasks: ${list}` : `${verbs[kind]} ${list}`
}
