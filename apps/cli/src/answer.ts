import { type Task, type TaskWire, taskToWire } from '@todo/core'
import type { OutputMode } from './command.ts'
import { toJson } from './format/json.ts'
import type { Session } from './session.ts'

export type Answer = {
  /** What HTTP would answer. */
  json: unknown
  /** One object for each line; `json` itself where there is just one. */
  ndjson?: readonly unknown[]
  /** Lines for a person. */
  text: readonly string[]
}

/** Prints one answer in the form asked for. */
export async function printAnswer(session: Session, output: OutputMode, answer: Answer): Promise<void> {
  const lines =
    output === 'json'
      ? [toJson(answer.json)]
      : output === 'ndjson'
        ? (answer.ndjson ?? [answer.json]).map(toJson)
        : answer.text
  if (lines.length > 0) await session.io.stdout.write(`${lines.join('\n')}\n`)
}

/** `{ task }`, as every verb on one task answers. */
export function taskAnswer(task: Task, text: readonly string[]): Answer {
  const wire: TaskWire = taskToWire(task)
  return { json: { task: wire }, ndjson: [wire], text }
}
