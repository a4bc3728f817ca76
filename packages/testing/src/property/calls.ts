import type { BatchCommand, Task, TaskService } from '@todo/core'
import { systemIds } from '@todo/core/system'
import type { Command, FieldChoice, Pick, StepChoice } from './commands.ts'
import { blankTask, type Model } from './model.ts'
import type { ModelOperation, Step, Write } from './model-types.ts'

/** A command with its picks turned into what they name in the model's present state. */
export type Call = {
  operationId: string
  /** The operation recorded, `null` for none; of a dry run the operations that it would take back. */
  model(): ModelOperation | readonly string[] | null
  service(todo: TaskService): Promise<unknown>
}

export function callOf(command: Exclude<Command, { verb: 'repeat' }>, model: Model, write: Write): Call {
  const { operationId } = write
  const options = { operationId }
  switch (command.verb) {
    case 'step': {
      const step = stepOf(command.step, model)
      return {
        operationId,
        model: () => model.write(step.op, [step], write),
        service: (todo) => single(todo, step, options),
      }
    }
    case 'batch': {
      const steps = command.steps.map((step) => stepOf(step, model))
      return {
        operationId,
        model: () => model.write('batch', steps, write),
        service: (todo) => todo.batch(steps.flatMap(batchCommand), options),
      }
    }
    case 'purge': {
      const refs = command.tasks === 'all' ? 'all' : command.tasks.map((task) => numberIn(model, task, true))
      return {
        operationId,
        model: () =>
          refs === 'all'
            ? model.purgeAll(write)
            : model.write(
                'purge',
                [...new Set(refs)].map((ref) => ({ op: 'purge', ref })),
                write,
              ),
        service: (todo) => todo.purge(refs === 'all' ? refs : [...new Set(refs)], options),
      }
    }
    case 'renameTag': {
      const from = tagIn(model, command.from)
      return {
        operationId,
        model: () => model.retag(from, command.to, write),
        service: (todo) => todo.renameTag(from, command.to, options),
      }
    }
    case 'deleteTag': {
      const tag = tagIn(model, command.tag)
      return {
        operationId,
        model: () => model.retag(tag, null, write),
        service: (todo) => todo.deleteTag(tag, options),
      }
    }
    case 'undo':
    case 'redo': {
      const id = command.operation === null ? null : operationIn(model, command.operation, command.verb)
      const input = id === null ? {} : { operationId: id }
      return {
        operationId,
        model: () => (command.verb === 'undo' ? model.undo(id, write) : model.redo(id, write)),
        service: (todo) => (command.verb === 'undo' ? todo.undo(input, options) : todo.redo(input, options)),
      }
    }
    case 'import': {
      const fresh = command.fresh.map((fields, index) => importedTask(fields, index))
      const known = command.known.flatMap((task) => model.tasks[task % model.tasks.length] ?? [])
      const file = fileOf([...new Set(known), ...fresh])
      return {
        operationId,
        model: () => model.bring(fresh, write),
        service: (todo) => todo.import({ format: 'json', content: file }, options),
      }
    }
    case 'undoAll': {
      const from = model.operations[command.since % (model.operations.length + 1)]?.at ?? write.now
      const { by, dryRun } = command
      return {
        operationId,
        model: () => (dryRun ? model.tryUndoAll(by, from, write) : model.undoAll(by, from, write)),
        service: (todo) => todo.undoAll({ ...by, from, dryRun }, options),
      }
    }
  }
}

/** Mostly a task that the verb can take, sometimes one that it cannot, now and then one that never was. */
function numberIn(model: Model, pick: Pick, isTrashed: boolean): number {
  const wanted = model.tasks.filter(({ deletedAt }) => (deletedAt !== null) === isTrashed)
  const among = wanted.length > 0 && pick % 6 > 0 ? wanted : model.tasks
  return (pick % 17 === 0 ? undefined : among[pick % among.length])?.number ?? model.nextNumber
}

/** Mostly one of the latest operations, now and then one that never was. */
function operationIn(model: Model, pick: Pick, verb: 'undo' | 'redo'): string {
  const fit = model.operations.filter(({ kind }) => verb === 'undo' || kind === 'undo' || pick % 5 === 0)
  const recent = fit.slice(-10)
  return (pick % 17 === 0 ? undefined : recent[pick % recent.length])?.id ?? systemIds.uuid()
}

/** Mostly a tag in use. */
function tagIn(model: Model, pick: Pick): string {
  const used = [...new Set(model.tasks.flatMap(({ tags }) => tags))]
  return (pick % 9 === 0 ? undefined : used[pick % used.length]) ?? 'home'
}

function stepOf(choice: StepChoice, model: Model): Step {
  if (choice.op === 'create') return { ...choice, id: systemIds.uuid() }
  const { task, ...step } = choice
  return { ...step, ref: numberIn(model, task, choice.op === 'restore') }
}

/** A task as another list had it. */
function importedTask(fields: FieldChoice & { title: string }, index: number): Task {
  const at = '2025-01-01T00:00:00.000Z'
  const task = blankTask(systemIds.uuid(), at)
  const completedAt = fields.status === 'done' ? at : null
  return { ...task, ...fields, number: 1000 + index, position: 'a5', version: 3, completedAt }
}

/** Our own JSON, spelt out; a task that the list has comes with another title, which is not to count. */
function fileOf(tasks: readonly Task[]): string {
  const rows = tasks.map(({ dueDate, createdAt, updatedAt, completedAt, deletedAt, ...task }) => ({
    ...{ ...task, title: task.number < 1000 ? 'Another title' : task.title },
    ...{ due_date: dueDate, created_at: createdAt, updated_at: updatedAt },
    ...{ completed_at: completedAt, deleted_at: deletedAt },
  }))
  const exportedAt = '2025-01-02T00:00:00.000Z'
  return JSON.stringify({ version: 1, exported_at: exportedAt, tasks: rows, operations: [] })
}

function batchCommand(step: Step): BatchCommand[] {
  if (step.op === 'create') return [{ op: 'create', id: step.id, title: step.title, ...step.fields }]
  if (step.op === 'update') return [{ op: 'update', ref: step.ref, ...step.fields }]
  return step.op === 'purge' ? [] : [{ op: step.op, ref: step.ref }]
}

function single(todo: TaskService, step: Step, options: { operationId: string }): Promise<unknown> {
  switch (step.op) {
    case 'create':
      return todo.create({ id: step.id, title: step.title, ...step.fields }, options)
    case 'update':
      return todo.update(step.ref, step.fields, options)
    case 'purge':
      return todo.purge([step.ref], options)
    default:
      return todo[step.op](step.ref, options)
  }
}
