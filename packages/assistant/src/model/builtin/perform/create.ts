import type { Steps } from '../replay.ts'
import type { NewTask } from '../request.ts'
import { countOf, factsOf, named } from '../say.ts'
import { type SeenTask, tasksOf } from '../seen-task.ts'
import type { State } from '../state.ts'
import { done, failure, type Outcome, withOperation } from './outcome.ts'

/** Makes one task, or several as one change. */
export function* create(tasks: readonly NewTask[], state: State, today: string): Steps<Outcome> {
  const [first] = tasks
  const several = tasks.length > 1
  const operations = tasks.map((task) => ({ op: 'create', ...fieldsOf(task) }))
  const call = several
    ? { name: 'batch_tasks', arguments: { operations } }
    : { name: 'create_task', arguments: first ? fieldsOf(first) : {} }
  const [result] = yield [call]
  if (!result || result.failed) return failure(result ?? noResult, state)
  const made = tasksOf(result)
  const after = {
    ...withOperation(state, result),
    focus: made,
    fresh: true,
    shown: several ? made : state.shown,
  }
  return done(several ? sayMany(made) : made.map((task) => sayOne(task, today)).join(''), after)
}

const noResult = { text: '', data: null, failed: true }

function fieldsOf({ title, description, dueDate, priority, tags }: NewTask): Record<string, unknown> {
  return {
    title,
    ...(description === null ? {} : { description }),
    ...(dueDate === null ? {} : { due_date: dueDate }),
    ...(priority === null ? {} : { priority }),
    ...(tags.length === 0 ? {} : { tags }),
  }
}

function sayOne(task: SeenTask, today: string): string {
  const facts = factsOf(task, today)
  const added = `Added ${named(task)}${facts === '' ? '' : `, ${facts}`}.`
  return task.dueDate === null ? `${added} Say “tomorrow” or another day to give it a date.` : added
}

function sayMany(tasks: readonly SeenTask[]): string {
  const list = tasks.map((task) => `- ${named(task)}`).join('\n')
  const undated = tasks.every(({ dueDate }) => dueDate === null)
  const offer = undated ? '\nSay “tomorrow” or another day to give them a date.' : ''
  return `Added ${countOf(tasks.length, 'task')}:\n${list}${offer}`
}
