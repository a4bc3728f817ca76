import type { ListQuery, Task, TaskEvent } from '@todo/core'
import { dayAfter } from '../tools/today.ts'

/** The lists that are resources: how they are asked for, and which tasks are on them. */
export const lists = {
  open: { title: 'Open tasks', query: { status: 'open' }, holds: (task: Task) => isOpen(task) },
  done: { title: 'Done tasks', query: { status: 'done', sort: 'updated_at' }, holds: isDone },
  all: { title: 'All tasks', query: {}, holds: ({ deletedAt }: Task) => deletedAt === null },
  trash: { title: 'The trash', query: { trash: true }, holds: ({ deletedAt }: Task) => deletedAt !== null },
} as const satisfies Record<string, { title: string; query: ListQuery; holds(task: Task): boolean }>

export type ListName = keyof typeof lists
export const listNames = Object.keys(lists).filter((name): name is ListName => name in lists)

export const todayUri = 'todo://today'
export const listUri = (name: ListName): string => `todo://tasks/${name}`
export const taskUri = (number: number): string => `todo://task/${number}`
export const tagsUri = 'todo://tags'

/** What is overdue or due on a date. */
export const todayQuery = (date: string): ListQuery => ({
  status: 'open',
  sort: 'due_date',
  dueBefore: dayAfter(date),
})

const isOpen = ({ deletedAt, status }: Task): boolean => deletedAt === null && status !== 'done'
function isDone({ deletedAt, status }: Task): boolean {
  return deletedAt === null && status === 'done'
}

/** The resources that an event changed: the task, and the lists that it was or is on. */
export function urisOf(event: TaskEvent, today: string): string[] {
  const { task } = event
  if (task === null) return [taskUri(event.number), listUri('trash')]
  const states = event.type === 'TaskCreated' ? [task] : [stateBefore(event, task), task]
  const isDue = (state: Task): boolean => isOpen(state) && state.dueDate !== null && state.dueDate <= today
  return [
    taskUri(event.number),
    ...listNames.filter((name) => states.some(lists[name].holds)).map(listUri),
    ...(states.some(isDue) ? [todayUri] : []),
    ...(event.type === 'TaskUpdated' && !event.changes.tags ? [] : [tagsUri]),
  ]
}

/** The state before an event, as far as history keeps fields. What it says of a field is what the field held. */
function stateBefore({ changes }: TaskEvent, after: Task): Task {
  const before = Object.fromEntries(Object.entries(changes).map(([field, { from }]) => [field, from]))
  return { ...after, ...before }
}

/** All that can be subscribed to but single tasks: where it is not known what changed. */
export const listUris = (): string[] => [todayUri, tagsUri, ...listNames.map(listUri)]
