import type { Task } from '@todo/core'
import { type ModelConflict, ModelRefusal } from './model-refusal.ts'
import type { ModelOperation, Touched } from './model-types.ts'

const fields = [
  'title',
  'description',
  'status',
  'priority',
  'dueDate',
  'tags',
  'position',
  'deletedAt',
] as const
type Field = (typeof fields)[number]
const names: Partial<Record<Field, string>> = { dueDate: 'due_date', deletedAt: 'deleted_at' }
const made: readonly Field[] = ['title', 'description', 'status', 'priority', 'dueDate', 'tags', 'deletedAt']

/** Tasks as they are once operations, newest first, are taken back field by field; or a refusal. */
export function inverted(
  operations: readonly Pick<ModelOperation, 'kind' | 'touched'>[],
  tasks: readonly Task[],
  now: string,
): Touched[] {
  const work = new Map(tasks.map((task) => [task.id, task]))
  const conflicts: ModelConflict[] = []
  const ids = new Set<string>()
  for (const { kind, touched } of operations) {
    if (kind === 'purge') throw new ModelRefusal('NOT_REVERSIBLE')
    for (const { before, after } of touched) {
      const task = after && work.get(after.id)
      if (!after || !task) throw new ModelRefusal('NOT_REVERSIBLE')
      conflicts.push(...differences(before, after, task))
      work.set(task.id, before ? takenBack(before, after, task, now) : { ...task, deletedAt: now })
      ids.add(task.id)
    }
  }
  if (conflicts.length > 0) throw new ModelRefusal('UNDO_CONFLICT', conflicts)
  return tasks
    .filter(({ id }) => ids.has(id))
    .map((before) => ({
      before,
      after: { ...before, ...work.get(before.id), version: before.version + 1, updatedAt: now },
    }))
}

/** The fields that the operation set and that no longer hold what it left. */
function differences(before: Task | null, left: Task, task: Task): ModelConflict[] {
  const wrote = before ? fields.filter((field) => !equal(before[field], left[field])) : made
  return wrote
    .filter((field) =>
      field === 'deletedAt'
        ? (left.deletedAt === null) !== (task.deletedAt === null)
        : !equal(left[field], task[field]),
    )
    .map((field) => ({
      number: task.number,
      field: names[field] ?? field,
      expected: left[field],
      actual: task[field],
    }))
}

function takenBack(before: Task, after: Task, task: Task, now: string): Task {
  const pick = <Value>(field: (of: Task) => Value): Value =>
    equal(field(before), field(after)) ? field(task) : field(before)
  const status = pick((of) => of.status)
  const completedAt = pick((of) => of.completedAt)
  return {
    ...task,
    title: pick((of) => of.title),
    description: pick((of) => of.description),
    status,
    priority: pick((of) => of.priority),
    dueDate: pick((of) => of.dueDate),
    tags: pick((of) => of.tags),
    position: pick((of) => of.position),
    completedAt: status === 'done' ? (completedAt ?? now) : null,
    deletedAt: pick((of) => of.deletedAt),
  }
}

const equal = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right)
