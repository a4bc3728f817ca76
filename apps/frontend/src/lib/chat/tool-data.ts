import type { ChatToolCall } from '@todo/core/schemas'

/** A task as it was when a tool told of it. */
export type ToldTask = { id: string; number: number; title: string }

/** A member of what is perhaps an object. */
export function read(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

const isTask = (value: unknown): value is ToldTask =>
  typeof read(value, 'id') === 'string' &&
  typeof read(value, 'title') === 'string' &&
  typeof read(value, 'number') === 'number'

const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** The tasks that a tool told of, each once. */
export function tasksTold({ result: { data } }: Pick<ChatToolCall, 'result'>): readonly ToldTask[] {
  const all = [
    read(data, 'task'),
    ...listIn(read(data, 'tasks')),
    ...listIn(read(data, 'done')).map((each) => read(each, 'task')),
  ].filter(isTask)
  return [...new Map(all.map((task) => [task.id, task])).values()]
}

/** The changes that a call made, in their order. */
export function operationsOf({ operation_id, result: { data } }: ChatToolCall): readonly string[] {
  if (operation_id !== null) return [operation_id]
  return listIn(read(data, 'operation_ids')).filter((id) => typeof id === 'string')
}

/** What a batch was to do with each task. */
export const opsOf = ({ arguments: args }: ChatToolCall): readonly string[] =>
  listIn(read(args, 'operations')).map((each) => String(read(each, 'op')))
