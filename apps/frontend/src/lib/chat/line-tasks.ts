import type { ChatToolCall } from '@todo/core/schemas'
import { type ToldTask, tasksTold } from './tool-data.ts'

type Known = Pick<ToldTask, 'id' | 'title'>

const fact = /^(?:(?:was )?due .+|(?:high|low) priority|in progress|(?:#\S+ ?)+)$/

/**
 * Finds the task that a point of a list stands for: `#3 Pay rent — due tomorrow`, where there is such a task of that
 * name. A point that says anything else besides stays text.
 */
export function lineTasks(
  calls: readonly ChatToolCall[],
  held: (number: number) => Known | null,
): (line: string) => Known | null {
  const told = new Map(calls.flatMap(tasksTold).map((task) => [task.number, task]))
  return (line) => {
    const found = /^#(\d{1,15}) (.+)$/s.exec(line.trim())
    if (!found) return null
    const [, digits = '', rest = ''] = found
    const number = Number(digits)
    const task = told.get(number) ?? held(number)
    return task && isOnly(task.title, rest) ? task : null
  }
}

function isOnly(title: string, rest: string): boolean {
  if (rest === title) return true
  const before = `${title} — `
  return (
    rest.startsWith(before) &&
    rest
      .slice(before.length)
      .split(', ')
      .every((each) => fact.test(each))
  )
}
