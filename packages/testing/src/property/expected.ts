import type { ListQuery, Task, TaskSort } from '@todo/core'
import { descriptions, tagWords, titles } from './catalogue.ts'
import type { Model } from './model.ts'
import type { ModelOperation, Touched } from './model-types.ts'

/** The order of two texts by code point. */
function compareTexts(left: string, right: string): number {
  const [a, b] = [[...left], [...right]]
  for (const [index, character] of a.entries()) {
    const difference = (character.codePointAt(0) ?? 0) - (b[index]?.codePointAt(0) ?? -1)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

const compare = (left: string | number, right: string | number): number =>
  typeof left === 'number' && typeof right === 'number'
    ? left - right
    : compareTexts(String(left), String(right))

const keys: Record<TaskSort, (task: Task) => string | number | null> = {
  created_at: (task) => task.createdAt,
  updated_at: (task) => task.updatedAt,
  due_date: (task) => task.dueDate,
  priority: (task) => ['low', 'medium', 'high'].indexOf(task.priority),
  title: (task) => titles.find(({ text }) => text === task.title)?.key ?? '',
  number: (task) => task.number,
  position: (task) => task.position,
}

/** The whole list that a query without paging means. */
export function expectedList(model: Model, query: ListQuery, sort: TaskSort, order: 'asc' | 'desc'): Task[] {
  const direction = order === 'asc' ? 1 : -1
  const rows = model.tasks.filter((task) => isListed(task, query))
  const dated = rows.filter((task) => keys[sort](task) !== null)
  const undated = rows.filter((task) => keys[sort](task) === null)
  const byId = (left: Task, right: Task): number => direction * compareTexts(left.id, right.id)
  const byKey = (left: Task, right: Task): number =>
    direction * compare(keys[sort](left) ?? 0, keys[sort](right) ?? 0) || byId(left, right)
  return [...dated.sort(byKey), ...undated.sort(byId)]
}

function isListed(task: Task, query: ListQuery): boolean {
  if ((task.deletedAt !== null) !== (query.trash ?? false)) return false
  const status = query.status ?? 'all'
  if (status === 'open' && task.status === 'done') return false
  if (status !== 'open' && status !== 'all' && task.status !== status) return false
  if (query.priority !== undefined && task.priority !== query.priority) return false
  if (query.dueBefore !== undefined && !(task.dueDate !== null && task.dueDate < query.dueBefore))
    return false
  if (query.dueAfter !== undefined && !(task.dueDate !== null && task.dueDate > query.dueAfter)) return false
  const has = (query.tags ?? []).filter((tag) => task.tags.includes(tag)).length
  if (query.tags === undefined || query.tags.length === 0) return true
  return query.tagMode === 'any' ? has > 0 : has === query.tags.length
}

/** What a search finds, best first. */
export function expectedHits(model: Model, words: readonly string[]): Task[] {
  const begins = (among: readonly string[], word: string): boolean =>
    among.some((each) => each.startsWith(word))
  const inTitle = (task: Task): number => words.filter((word) => begins(titleWords(task), word)).length
  return model.tasks
    .filter((task) => task.deletedAt === null)
    .filter((task) => words.every((word) => begins(allWords(task), word)))
    .sort((left, right) => inTitle(right) - inTitle(left) || right.number - left.number)
}

const titleWords = (task: Task): readonly string[] =>
  titles.find(({ text }) => text === task.title)?.words ?? []

const allWords = (task: Task): string[] => [
  ...titleWords(task),
  ...(descriptions.find((each) => each?.text === task.description)?.words ?? []),
  ...task.tags.flatMap((tag) => tagWords[tag] ?? []),
]

export function expectedTags(model: Model): { tag: string; open: number; total: number }[] {
  const listed = model.tasks.filter(({ deletedAt }) => deletedAt === null)
  const tags = [...new Set(listed.flatMap((task) => task.tags))].sort(compareTexts)
  return tags.map((tag) => {
    const tagged = listed.filter((task) => task.tags.includes(tag))
    return { tag, open: tagged.filter(({ status }) => status !== 'done').length, total: tagged.length }
  })
}

/** An operation as history must tell it; events in the order of the numbers, since theirs is left open. */
export function expectedOperation(model: Model, operation: ModelOperation): unknown {
  const { touched, ...rest } = operation
  const events = touched.map((each) => expectedEvent(model, operation, each))
  return { ...rest, imported: false, events: events.sort((left, right) => left.number - right.number) }
}

function expectedEvent(model: Model, { id, actor, client, at }: ModelOperation, { before, after }: Touched) {
  const task = after ?? before
  if (!task) throw new Error('An event has a task')
  const isPurged = !model.tasks.some((each) => each.id === task.id)
  return {
    type: typeOf(before, after),
    taskId: task.id,
    number: task.number,
    task: isPurged ? null : after,
    changes: isPurged || !after ? {} : changes(before, after),
    operationId: id,
    actor,
    client,
    at,
  }
}

function typeOf(before: Task | null, after: Task | null): string {
  if (!before) return 'TaskCreated'
  if (!after) return 'TaskPurged'
  if (!before.deletedAt && after.deletedAt) return 'TaskDeleted'
  if (before.deletedAt && !after.deletedAt) return 'TaskRestored'
  if (before.status !== after.status && after.status === 'done') return 'TaskCompleted'
  return before.status !== after.status && before.status === 'done' ? 'TaskReopened' : 'TaskUpdated'
}

function changes(before: Task | null, after: Task): Record<string, unknown> {
  const kept = [
    'title',
    'description',
    'status',
    'priority',
    'dueDate',
    'tags',
    'completedAt',
    'deletedAt',
  ] as const
  const fields = before ? [...kept, 'position' as const] : kept
  const isSet = (value: unknown): boolean => value !== null && JSON.stringify(value) !== '[]'
  return Object.fromEntries(
    fields
      .filter((field) =>
        before ? JSON.stringify(before[field]) !== JSON.stringify(after[field]) : isSet(after[field]),
      )
      .map((field) => [field, { from: before ? before[field] : null, to: after[field] }]),
  )
}
