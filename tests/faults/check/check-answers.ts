import { isDeepStrictEqual } from 'node:util'
import type { OperationWire, TaskWire } from '@todo/core'
import { BatchAnswer, TaskOutput } from '@todo/core/schemas'
import type { Entry, Ledger } from '../rounds/ledger.ts'
import type { Seen } from './seen.ts'

/**
 * The history holds the acknowledged operations and no others, each once and with the tasks that its answer showed.
 * Every write of the space is in the ledger, so what is not there was never acknowledged, or done twice.
 */
export function checkAnswers({ operations }: Seen, { entries }: Ledger): string[] {
  const byId = new Map(operations.map((operation) => [operation.id, operation]))
  const told = new Set(entries.flatMap(({ operationId }) => operationId ?? []))
  const unknown = operations.filter(({ id }) => !told.has(id))
  return [
    ...(byId.size === operations.length ? [] : ['an operation stands in the history twice']),
    ...unknown.map(
      ({ id, kind }) => `the history has an operation that was never acknowledged: ${kind} ${id}`,
    ),
    ...entries.flatMap((entry) => entryProblems(entry, byId).map((problem) => `${nameOf(entry)} ${problem}`)),
  ]
}

const nameOf = ({ write, status, attempts }: Entry): string =>
  `${write.method} ${write.path} (${write.key}, answered ${status}, sent ${attempts} times)`

function entryProblems(entry: Entry, byId: ReadonlyMap<string, OperationWire>): string[] {
  const { write, status, operationId } = entry
  if (status >= 500) return [`failed: ${entry.text}`]
  if (operationId === null) return byId.has(write.key) ? ['names no operation, but one was made'] : []
  if (status >= 400) return [`was refused, and names the operation ${operationId}`]
  if (operationId !== write.key) return [`names the operation ${operationId}`]
  const operation = byId.get(operationId)
  return operation ? operationProblems(entry, operation) : ['is not in the history']
}

function operationProblems({ write, text }: Entry, operation: OperationWire): string[] {
  const { kind, events } = operation
  const problems = write.kinds.includes(kind) ? [] : [`stands in the history as ${kind}`]
  const made = events.filter(({ type }) => type === 'TaskCreated').length
  if (made !== write.makes) problems.push(`made ${made} tasks, not ${write.makes}`)
  const shown = tasksIn(JSON.parse(text))
  if (!shown) return problems
  for (const { task_id, task } of events) {
    const told = shown.filter(({ id }) => id === task_id)
    if (told.length === 0) problems.push(`touched ${task_id} and did not say so`)
    // A purge since then has blanked the event; that is checked with the tasks.
    else if (task && !told.every((each) => isDeepStrictEqual(each, task))) {
      problems.push(`left ${task_id} otherwise than it said`)
    }
  }
  return problems
}

/** The tasks that an answer shows; `null` for one that says only that it was done. */
function tasksIn(body: unknown): readonly TaskWire[] | null {
  if (typeof body !== 'object' || body === null) return null
  if ('task' in body) return [TaskOutput.parse(body.task)]
  if ('results' in body) return BatchAnswer.parse(body).results.map(({ task }) => task)
  return 'tasks' in body ? TaskOutput.array().parse(body.tasks) : null
}
