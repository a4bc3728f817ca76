import type { AgentInputItem } from '@openai/agents'
import { read } from '@todo/core/loose-json'

/** What a call that waits would do, in a sentence. Titles come from what tools have shown in this conversation. */
export function summaryOf(tool: string, args: unknown, history: readonly AgentInputItem[]): string {
  const operations = read(args, 'operations')
  if (Array.isArray(operations)) return batchSummary(operations)
  const id = read(args, 'task_id')
  const what = id === undefined ? '' : ` ${nameOf(String(id), history)}`
  return `${sentences[tool] ?? `Call ${tool}`}${what}`
}

const sentences: Readonly<Record<string, string>> = {
  delete_task: 'Delete',
  update_task: 'Change',
  complete_task: 'Complete',
  create_task: 'Add a task',
  undo: 'Take a change back',
}

const words: Readonly<Record<string, string>> = {
  create: 'add',
  update: 'change',
  complete: 'complete',
  reopen: 'reopen',
  delete: 'delete',
  restore: 'restore',
  purge: 'delete for good',
}

/** "Delete 3 tasks, complete 1 task" */
function batchSummary(operations: readonly unknown[]): string {
  const counts = new Map<string, number>()
  for (const operation of operations) {
    const op = String(read(operation, 'op'))
    counts.set(op, (counts.get(op) ?? 0) + 1)
  }
  const parts = [...counts].map(
    ([op, count]) => `${words[op] ?? op} ${count} ${count === 1 ? 'task' : 'tasks'}`,
  )
  const text = parts.join(', ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function nameOf(id: string, history: readonly AgentInputItem[]): string {
  const number = /^#?\d+$/.test(id) ? Number(id.replace('#', '')) : null
  for (const item of history.toReversed()) {
    if (item.type !== 'function_call_result') continue
    const task = findTask(
      item.output,
      (found) => read(found, 'id') === id || read(found, 'number') === number,
    )
    const title = read(task, 'title')
    if (typeof title === 'string') return `“${title}” (#${String(read(task, 'number'))})`
  }
  return number === null ? `the task ${id}` : `task #${number}`
}

function findTask(value: unknown, isIt: (value: unknown) => boolean): unknown {
  if (typeof value === 'string' && value.startsWith('{')) {
    try {
      return findTask(JSON.parse(value), isIt)
    } catch {
      return undefined
    }
  }
  if (typeof value !== 'object' || value === null) return undefined
  if (typeof read(value, 'title') === 'string' && isIt(value)) return value
  for (const member of Object.values(value)) {
    const found = findTask(member, isIt)
    if (found !== undefined) return found
  }
  return undefined
}
