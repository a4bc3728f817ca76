import {
  type Change,
  type Clock,
  type Context,
  createTaskService,
  type ImportedOperation,
  type KeptAnswer,
  type NewTask,
  type Operation,
  type OperationMark,
  type Scope,
  type Store,
  type Task,
  type TaskEdit,
  type TaskService,
} from '@todo/core'
import { systemIds } from '@todo/core/system'

/** A clock that goes on by `stepMs` each time it is asked, so that no two changes have the same time. */
export type SteppingClock = Clock & { set(time: string): void }

export function steppingClock(start = '2026-03-01T09:00:00.000Z', stepMs = 1000): SteppingClock {
  let next = Date.parse(start)
  return {
    now() {
      const now = next
      next += stepMs
      return now
    },
    set(time) {
      next = Date.parse(time)
    },
  }
}

/** A space and an owner that no other test has. */
export function makeScope(): Scope {
  return { spaceId: systemIds.uuid(), userId: systemIds.uuid() }
}

/** A context over a store with a space, a stepping clock and a person at the command line, unless told otherwise. */
export function makeContext(store: Store, overrides: Partial<Omit<Context, 'store'>> = {}): Context {
  return {
    store,
    clock: steppingClock(),
    ids: systemIds,
    scope: makeScope(),
    actor: 'user',
    client: 'cli',
    correlationId: null,
    ...overrides,
  }
}

/** One user of a store: the verbs, and what they are bound to. */
export type TestUser = { todo: TaskService; context: Context; store: Store; scope: Scope }

export function makeUser(store: Store, overrides: Partial<Omit<Context, 'store'>> = {}): TestUser {
  const context = makeContext(store, overrides)
  return { todo: createTaskService(context), context, store, scope: context.scope }
}

/** The same list in the hands of another actor or client. */
export function makeAuthor(user: TestUser, author: Partial<Pick<Context, 'actor' | 'client'>>): TaskService {
  return createTaskService({ ...user.context, ...author })
}

/** A task that a store has still to number. */
export function makeNewTask(fields: Partial<NewTask> = {}): NewTask {
  const createdAt = fields.createdAt ?? '2026-03-01T08:00:00.000Z'
  return {
    id: systemIds.uuid(),
    number: null,
    title: 'Water the plants',
    description: null,
    status: 'pending',
    priority: 'medium',
    dueDate: null,
    tags: [],
    position: null,
    version: 1,
    createdAt,
    updatedAt: createdAt,
    completedAt: fields.status === 'done' ? createdAt : null,
    deletedAt: null,
    ...fields,
  }
}

export const creation = (fields: Partial<NewTask> = {}): TaskEdit => ({
  before: null,
  after: makeNewTask(fields),
  eventId: systemIds.uuid(),
})

/** An edit that changes fields of a task, as a rule would decide it. */
export const edition = (before: Task, fields: Partial<Task>): TaskEdit => ({
  before,
  after: { ...before, ...fields, version: before.version + 1 },
  eventId: systemIds.uuid(),
})

export const purging = (before: Task): TaskEdit => ({ before, after: null, eventId: systemIds.uuid() })

export type ChangeParts = {
  operation?: Partial<Operation>
  correlationId?: string | null
  edits?: readonly TaskEdit[]
  marks?: readonly OperationMark[]
  importedHistory?: readonly ImportedOperation[]
  answer?: KeptAnswer
}

/** A decided change, for tests that speak to the port itself. */
export function makeChange(parts: ChangeParts = {}): Change {
  return {
    operation: {
      id: systemIds.uuid(),
      kind: 'batch',
      actor: 'user',
      client: 'cli',
      at: '2026-03-01T08:00:00.000Z',
      reverts: [],
      revertedBy: null,
      imported: false,
      ...parts.operation,
    },
    correlationId: parts.correlationId ?? null,
    edits: parts.edits ?? [],
    marks: parts.marks ?? [],
    importedHistory: parts.importedHistory ?? [],
    answer: parts.answer ?? null,
  }
}

/** An operation as an import carries it: one task's creation, made elsewhere and long ago. */
export function makeImportedOperation(task: Task, fields: Partial<Operation> = {}): ImportedOperation {
  const operation: Operation = {
    id: systemIds.uuid(),
    kind: 'create',
    actor: 'user',
    client: 'web',
    at: '2025-01-01T00:00:00.000Z',
    reverts: [],
    revertedBy: null,
    imported: true,
    ...fields,
  }
  const { id: operationId, actor, client, at } = operation
  const event = {
    id: systemIds.uuid(),
    type: 'TaskCreated',
    taskId: task.id,
    number: task.number,
    task,
    changes: { title: { from: null, to: task.title } },
    correlationId: null,
  } as const
  return { operation, events: [{ ...event, operationId, actor, client, at }] }
}

/** Tasks with every status, priority and kind of title, equal keys and missing dates, two of them in the trash. */
export function sampleTasks(): NewTask[] {
  const day = (n: number): string => `2026-02-0${n}T10:00:00.000Z`
  return [
    makeNewTask({ title: 'éclair', createdAt: day(1), tags: ['food'], position: 'a3' }),
    makeNewTask({ title: 'Eclair', createdAt: day(1), priority: 'high', dueDate: '2026-03-02' }),
    makeNewTask({ title: 'apple pie', createdAt: day(2), tags: ['food', 'home'], dueDate: '2026-03-02' }),
    makeNewTask({ title: 'Zebra', createdAt: day(2), updatedAt: day(5), priority: 'low' }),
    makeNewTask({ title: '買い物に行く', createdAt: day(3), status: 'in_progress', dueDate: '2026-03-01' }),
    makeNewTask({ title: '\u{1F600} smile', createdAt: day(3), tags: ['home'], status: 'done' }),
    makeNewTask({ title: 'Ωmega', createdAt: day(4), status: 'done', dueDate: '2026-02-28', tags: ['home'] }),
    makeNewTask({ title: 'zebra crossing', description: 'apple', createdAt: day(4), priority: 'high' }),
    makeNewTask({
      title: 'Old apple',
      createdAt: day(1),
      deletedAt: day(6),
      tags: ['food'],
      position: 'a05',
    }),
    makeNewTask({ title: 'Old done', createdAt: day(2), status: 'done', deletedAt: day(6) }),
    makeNewTask({ title: 'apple pie', createdAt: day(2), dueDate: '2026-12-24', tags: ['food', 'home'] }),
    makeNewTask({ title: 'ﬁnal', createdAt: day(5), updatedAt: day(6), status: 'in_progress' }),
  ]
}
