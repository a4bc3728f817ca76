import type { OperationWithEvents } from '../history/operation.ts'
import { operationToWire, taskToWire } from '../task/codec.ts'
import type { Task } from '../task/task.ts'
import { jsonVersion } from './limits.ts'

export type JsonSource = {
  exportedAt: string
  tasks: AsyncIterable<Task>
  operations: AsyncIterable<OperationWithEvents>
}

/** Our own JSON, a task or an operation a line: `{ version, exported_at, tasks, operations }`. */
export async function* writeJson({ exportedAt, tasks, operations }: JsonSource): AsyncIterable<string> {
  yield `{"version":${jsonVersion},"exported_at":${JSON.stringify(exportedAt)},"tasks":[`
  yield* elements(tasks, taskToWire)
  yield '],"operations":['
  yield* elements(operations, operationToWire)
  yield ']}\n'
}

async function* elements<T>(items: AsyncIterable<T>, toWire: (item: T) => object): AsyncIterable<string> {
  let before = '\n'
  for await (const item of items) {
    yield before + JSON.stringify(toWire(item))
    before = ',\n'
  }
  if (before !== '\n') yield '\n'
}
