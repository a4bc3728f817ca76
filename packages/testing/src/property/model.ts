import type { Task, TaskStatus } from '@todo/core'
import { ModelRefusal } from './model-refusal.ts'
import type { Author, ModelOperation, Step, Touched, Write } from './model-types.ts'
import { inverted } from './model-undo.ts'

/**
 * One list and its history, as plainly as they can be said: an array of tasks, an array of operations with each
 * task before and after. Nothing of the code under test is used here.
 */
export class Model {
  tasks: Task[] = []
  operations: ModelOperation[] = []
  nextNumber = 1

  /** Carries out steps as one operation; `null` where they change nothing. */
  write(kind: string, steps: readonly Step[], write: Write): ModelOperation | null {
    const work = new Map(this.tasks.map((task) => [task.id, task]))
    const missing = steps.filter((step) => !this.#apply(work, step, write.now))
    if (missing.length > 0) throw new ModelRefusal('TASK_NOT_FOUND')
    const touched: Touched[] = []
    for (const before of this.tasks) {
      const after = work.get(before.id) ?? null
      if (JSON.stringify(after) !== JSON.stringify(before)) {
        touched.push({
          before,
          after: after && { ...after, version: before.version + 1, updatedAt: write.now },
        })
      }
    }
    for (const task of work.values()) {
      if (this.tasks.some(({ id }) => id === task.id)) continue
      const number = this.nextNumber++
      touched.push({ before: null, after: { ...task, number, position: positionOf(number) } })
    }
    return touched.length === 0 ? null : this.#record(kind, touched, [], write)
  }

  #apply(work: Map<string, Task>, step: Step, now: string): boolean {
    if (step.op === 'create') {
      const { id, title, fields } = step
      work.set(id, { ...blankTask(id, now), title, ...fields })
      return true
    }
    const task = [...work.values()].find(({ id, number }) => id === step.ref || number === step.ref)
    const isTrashed = task?.deletedAt !== null
    if (!task || (step.op !== 'restore' && isTrashed !== (step.op === 'purge'))) return false
    if (step.op === 'purge') work.delete(task.id)
    else work.set(task.id, changed(task, step, now))
    return true
  }

  #record(kind: string, touched: Touched[], reverts: string[], write: Write): ModelOperation {
    for (const { before, after } of touched) {
      this.tasks = this.tasks.filter(({ id }) => id !== before?.id)
      if (after) this.tasks.push(after)
    }
    this.tasks.sort((left, right) => left.number - right.number)
    const { operationId: id, actor, client, now: at } = write
    const operation = { id, kind, actor, client, at, reverts, revertedBy: null, touched }
    this.operations.push(operation)
    return operation
  }

  /** Adds tasks as they were elsewhere; only a list that never had a task keeps their numbers and positions. */
  bring(tasks: readonly Task[], write: Write): ModelOperation | null {
    const isNew = this.nextNumber === 1
    const touched = tasks.map((task): Touched => {
      const number = isNew ? task.number : this.nextNumber++
      return {
        before: null,
        after: { ...task, number, position: isNew ? task.position : positionOf(number) },
      }
    })
    this.nextNumber = Math.max(this.nextNumber, ...touched.map(({ after }) => (after?.number ?? 0) + 1))
    return touched.length === 0 ? null : this.#record('import', touched, [], write)
  }

  /** Steps that give every listed task `to` instead of `from`; without `to` they only take `from` away. */
  retag(from: string, to: string | null, write: Write): ModelOperation | null {
    const tagged = this.tasks.filter(({ deletedAt, tags }) => deletedAt === null && tags.includes(from))
    if (tagged.length === 0) throw new ModelRefusal('TAG_NOT_FOUND')
    const steps = tagged.map(({ id, tags }): Step => {
      const replaced = tags.flatMap((tag) => (tag !== from ? [tag] : to === null ? [] : [to]))
      return { op: 'update', ref: id, fields: { tags: [...new Set(replaced)] } }
    })
    return this.write('batch', steps, write)
  }

  purgeAll(write: Write): ModelOperation | null {
    const trashed = this.tasks.filter(({ deletedAt }) => deletedAt !== null)
    return this.write(
      'purge',
      trashed.map(({ id }) => ({ op: 'purge', ref: id })),
      write,
    )
  }

  undo(id: string | null, write: Write): ModelOperation {
    const target =
      id === null
        ? this.operations.findLast((each) => this.#isUndoable(each))
        : this.operations.find((each) => each.id === id)
    if (!target) throw new ModelRefusal('NOTHING_TO_UNDO')
    if (target.kind === 'undo') return this.#redo(target, write)
    if (target.revertedBy !== null) throw new ModelRefusal('ALREADY_UNDONE')
    return this.#undo(target.kind === 'redo' ? this.#broughtBackBy(target) : [target], write)
  }

  redo(id: string | null, write: Write): ModelOperation {
    if (id !== null)
      return this.#redo(
        this.operations.find((each) => each.id === id),
        write,
      )
    const end = this.operations.findLastIndex(({ kind }) => kind !== 'undo' && kind !== 'redo')
    const later = this.operations.slice(end + 1)
    return this.#redo(
      later.findLast(({ kind, revertedBy }) => kind === 'undo' && revertedBy === null),
      write,
    )
  }

  #isUndoable({ kind, revertedBy, touched }: ModelOperation): boolean {
    const isThere = ({ after }: Touched): boolean => this.tasks.some(({ id }) => id === after?.id)
    return !['undo', 'redo', 'purge'].includes(kind) && revertedBy === null && touched.every(isThere)
  }

  /** What `undoAll` would take back, newest first. */
  matching(author: Partial<Author>, from: string): ModelOperation[] {
    return this.operations
      .filter((each) => this.#isUndoable(each) && each.at >= from)
      .filter(({ actor }) => author.actor === undefined || actor === author.actor)
      .filter(({ client }) => author.client === undefined || client === author.client)
      .toReversed()
  }

  /** A dry run: refuses as the undo itself would, and changes nothing. */
  tryUndoAll(author: Partial<Author>, from: string, { now }: Write): string[] {
    const operations = this.matching(author, from)
    inverted(operations, this.tasks, now)
    return operations.map(({ id }) => id)
  }

  undoAll(author: Partial<Author>, from: string, write: Write): ModelOperation {
    const operations = this.matching(author, from)
    if (operations.length === 0) throw new ModelRefusal('NOTHING_TO_UNDO')
    return this.#undo(operations, write)
  }

  #undo(operations: readonly ModelOperation[], write: Write): ModelOperation {
    const touched = inverted(operations, this.tasks, write.now)
    const reverts = operations.map(({ id }) => id)
    const undo = this.#record('undo', touched, reverts, write)
    for (const operation of operations) operation.revertedBy = undo.id
    return undo
  }

  #redo(undo: ModelOperation | undefined, write: Write): ModelOperation {
    if (undo?.kind !== 'undo' || undo.revertedBy !== null) throw new ModelRefusal('NOTHING_TO_REDO')
    const redo = this.#record('redo', inverted([undo], this.tasks, write.now), [undo.id], write)
    undo.revertedBy = redo.id
    for (const operation of this.operations) {
      if (undo.reverts.includes(operation.id)) operation.revertedBy = null
    }
    return redo
  }

  #broughtBackBy(redo: ModelOperation): ModelOperation[] {
    const undo = this.operations.find(({ id }) => redo.reverts.includes(id))
    const brought = (undo?.reverts ?? []).flatMap((id) => this.operations.filter((each) => each.id === id))
    if (brought.some(({ revertedBy }) => revertedBy !== null)) throw new ModelRefusal('ALREADY_UNDONE')
    return brought
  }
}

export function blankTask(id: string, now: string): Task {
  return {
    id,
    number: 0,
    title: '',
    description: null,
    status: 'pending',
    priority: 'medium',
    dueDate: null,
    tags: [],
    position: '',
    version: 1,
    createdAt: now,
    updatedAt: now,
    completedAt: null,
    deletedAt: null,
  }
}

/** a1 … a9, b10 … b99, c100 … */
function positionOf(number: number): string {
  const text = String(number)
  return `${' abcdefg'[text.length]}${text}`
}

function changed(task: Task, step: Exclude<Step, { op: 'create' }>, now: string): Task {
  if (step.op === 'delete') return { ...task, deletedAt: now }
  if (step.op === 'restore') return { ...task, deletedAt: null }
  if (step.op === 'complete') return withStatus(task, 'done', now)
  if (step.op === 'reopen') return task.status === 'done' ? withStatus(task, 'pending', now) : task
  if (step.op !== 'update') return task
  const { status, ...fields } = step.fields
  const next = { ...task, ...fields }
  return status === undefined ? next : withStatus(next, status, now)
}

function withStatus(task: Task, status: TaskStatus, now: string): Task {
  const completedAt = status !== 'done' ? null : task.status === 'done' ? task.completedAt : now
  return { ...task, status, completedAt }
}
