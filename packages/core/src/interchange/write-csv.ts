import { type TaskWire, taskToWire } from '../task/codec.ts'
import type { Task } from '../task/task.ts'

const columns = [
  'number',
  'title',
  'description',
  'status',
  'priority',
  'due_date',
  'tags',
  'created_at',
  'updated_at',
  'completed_at',
] as const satisfies readonly (keyof TaskWire)[]

/**
 * CSV by RFC 4180 with a header, a record for each task. Texts are written as they are: a title `=1+1` stays
 * `=1+1`, since a guard against spreadsheets would come back as part of the title.
 */
export async function* writeCsv(tasks: AsyncIterable<Task>): AsyncIterable<string> {
  yield `${columns.join(',')}\r\n`
  for await (const task of tasks) {
    const wire = taskToWire(task)
    yield `${columns.map((column) => field(wire[column])).join(',')}\r\n`
  }
}

function field(value: TaskWire[keyof TaskWire]): string {
  if (value === null) return ''
  const text = typeof value === 'object' ? value.join(' ') : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
