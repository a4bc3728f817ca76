import type { Task } from '../task/task.ts'
import { dateOf } from './times.ts'
import { encodeText, escapeWord, priorityLetters } from './todotxt-words.ts'

/**
 * todo.txt, a line for each task. Priority and dates are always written: behind them a title may begin with
 * anything, and other programs sort the lines as we mean them.
 */
export async function* writeTodotxt(tasks: AsyncIterable<Task>): AsyncIterable<string> {
  for await (const task of tasks) yield `${lineOf(task)}\n`
}

function lineOf(task: Task): string {
  const done = task.status === 'done'
  const letter = priorityLetters[task.priority]
  const head = done ? ['x', dateOf(task.completedAt ?? task.updatedAt)] : [`(${letter})`]
  return [
    ...head,
    dateOf(task.createdAt),
    ...task.title.split(' ').map(escapeWord),
    ...task.tags.map((tag) => `@${tag}`),
    ...(task.dueDate === null ? [] : [`due:${task.dueDate}`]),
    ...(done ? [`pri:${letter}`] : []),
    ...(task.status === 'in_progress' ? ['status:in_progress'] : []),
    ...(task.description === null ? [] : [`desc:${encodeText(task.description)}`]),
  ].join(' ')
}
