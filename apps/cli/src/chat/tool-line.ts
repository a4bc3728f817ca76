import type { ChatToolCall } from '@todo/core/schemas'
import { countOf, safeText } from '../format/text.ts'

const done: Readonly<Record<string, string>> = {
  create_task: 'Added',
  update_task: 'Changed',
  complete_task: 'Completed',
  delete_task: 'Deleted',
  undo: 'Undid a change to',
}

const opened: Readonly<Record<string, string>> = {
  create: 'added',
  update: 'changed',
  complete: 'completed',
  reopen: 'reopened',
  delete: 'deleted',
  restore: 'restored',
}

/** A call of a tool in one line: `✓ Added #3 Buy milk`. */
export function toolLine({ name, arguments: args, result, is_error: isError }: ChatToolCall): string {
  if (isError) return `✗ ${firstLine(result.text)}`
  const verb = done[name]
  const tasks = tasksIn(result.data)
  if (verb) return `✓ ${verb} ${tasks.length === 1 ? tasks[0] : countOf(tasks.length, 'task')}`
  if (name === 'batch_tasks') return `✓ ${batchText(args, result.data)}`
  const total = read(result.data, 'total')
  const count = typeof total === 'number' ? countOf(total, 'task') : ''
  const query = read(args, 'query')
  if (name === 'search_tasks') return `· Searched for “${firstLine(String(query))}”: ${count}`
  if (name === 'list_tasks') return `· Listed ${count}`
  if (name === 'get_task') return `· Looked at ${tasks[0] ?? 'a task'}`
  if (name === 'today') return '· Looked at today'
  return name === 'history' ? '· Looked at the history' : `· ${firstLine(name)}`
}

/** The operations that undo takes back, in the order in which they were made; and those that were taken back. */
export function operationsIn({ is_error, operation_id, result }: ChatToolCall): {
  made: readonly string[]
  undone: readonly string[]
} {
  if (is_error) return { made: [], undone: [] }
  const undone = textsIn(read(result.data, 'reverts'))
  if (undone.length > 0) return { made: [], undone }
  const several = textsIn(read(result.data, 'operation_ids'))
  return { made: several.length > 0 ? several : operation_id === null ? [] : [operation_id], undone }
}

/** `Added 2 tasks, completed 1` */
function batchText(args: unknown, data: unknown): string {
  const operations = listIn(read(args, 'operations'))
  const counts = new Map<string, number>()
  for (const item of listIn(read(data, 'done'))) {
    const op = String(read(operations[Number(read(item, 'index'))], 'op'))
    counts.set(op, (counts.get(op) ?? 0) + 1)
  }
  const failed = listIn(read(data, 'failed')).length
  const text = [...counts]
    .map(([op, count], at) => `${opened[op] ?? op} ${at === 0 ? countOf(count, 'task') : count}`)
    .join(', ')
  const all = failed > 0 ? `${text}; ${failed} failed` : text
  return all.charAt(0).toUpperCase() + all.slice(1)
}

function tasksIn(data: unknown): string[] {
  const one = read(data, 'task')
  const tasks = one === undefined ? listIn(read(data, 'tasks')) : [one]
  return tasks.map((task) => `#${String(read(task, 'number'))} ${firstLine(String(read(task, 'title')))}`)
}

const firstLine = (text: string): string => safeText(text.split('\n', 1)[0] ?? '')

const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const textsIn = (value: unknown): string[] => listIn(value).filter((each) => typeof each === 'string')

/** A member of what is perhaps an object. */
function read(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined
}
