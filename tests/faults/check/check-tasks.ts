import { isDeepStrictEqual } from 'node:util'
import type { EventWire, OperationWire, TaskWire } from '@todo/core'
import type { Seen } from './seen.ts'

/** Each task is what its events say: made once, changed step by step, and now as the last of them left it. */
export function checkTasks({ operations, events, tasks }: Seen): string[] {
  const byTask = Map.groupBy(events, ({ task_id }) => task_id)
  const rows = new Map(tasks.map((task) => [task.id, task]))
  const numbers = [...byTask.values()].map(([first]) => first?.number ?? 0).sort((a, b) => a - b)
  return [
    ...(numbers.every((number, index) => number === index + 1)
      ? []
      : [`tasks were given the numbers ${numbers.join(' ')}`]),
    ...[...rows.keys()].flatMap((id) => (byTask.has(id) ? [] : [`the task ${id} has no event`])),
    ...[...byTask].flatMap(([id, own]) =>
      taskProblems(own, rows.get(id) ?? null).map((problem) => `the task ${id} ${problem}`),
    ),
    ...markProblems(operations),
  ]
}

function taskProblems(events: readonly EventWire[], row: TaskWire | null): string[] {
  const types = events.map(({ type }) => type)
  const last = events.at(-1)
  if (types.lastIndexOf('TaskCreated') !== 0) return [`was not made once and first: ${types.join(' ')}`]
  if (types.at(-1) === 'TaskPurged') {
    const isBlank = events.every(({ task, changes }) => task === null && Object.keys(changes).length === 0)
    return [...(row ? ['was purged and is there'] : []), ...(isBlank ? [] : ['was purged and is told of'])]
  }
  const problems = events.flatMap((event, index) => stepProblems(event, events[index - 1] ?? null, index + 1))
  if (!row) problems.push('is gone')
  else if (!isDeepStrictEqual(row, last?.task)) problems.push('is not as its last event left it')
  return problems
}

/** An event leads from the state that the one before it left, by the changes that it names, to its own. */
function stepProblems(
  { seq, task, number, changes }: EventWire,
  before: EventWire | null,
  version: number,
): string[] {
  if (!task) return [`is blank at ${seq}`]
  if (task.version !== version)
    return [`has the version ${task.version} at ${seq}, where it had ${version} events`]
  if (task.number !== number || (before && before.number !== number)) return [`changed its number at ${seq}`]
  const states = { from: fieldsOf(before?.task ?? null), to: fieldsOf(task) }
  return Object.entries(changes).flatMap(([field, { from, to }]) => {
    const isStep =
      isDeepStrictEqual(to, states.to[field]) && (!before || isDeepStrictEqual(from, states.from[field]))
    return isStep ? [] : [`changed ${field} at ${seq} otherwise than its states say`]
  })
}

const fieldsOf = (task: TaskWire | null): Readonly<Record<string, unknown>> => ({ ...task })

/** Who reverted what follows from the undos and redos in their order. */
function markProblems(operations: readonly OperationWire[]): string[] {
  const byId = new Map(operations.map((operation) => [operation.id, operation]))
  const revertedBy = new Map<string, string>()
  for (const { id, kind, reverts } of operations) {
    for (const reverted of reverts) {
      revertedBy.set(reverted, id)
      if (kind !== 'redo') continue
      for (const base of byId.get(reverted)?.reverts ?? []) revertedBy.delete(base)
    }
  }
  return operations
    .filter(({ id, reverted_by }) => reverted_by !== (revertedBy.get(id) ?? null))
    .map(({ id, reverted_by }) => `${id} says that ${reverted_by} took it back`)
}
